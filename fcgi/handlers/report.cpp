// Reports: by anybody, of a message where they may read, of a listing or of a person, and what came of them.
#include "core/moderation/report.h"

#include "core/market/access.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/listing_form.h"
#include "fcgi/handlers/message_page.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/person_page.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t most_shown = 50;

moderation::Complaint typed_complaint(Context& context) {
    moderation::Complaint complaint;
    complaint.reason = typed_reason(context);
    complaint.note = typed_text(context, "note");
    return complaint;
}

base::Result<moderation::Reported> hand_in(Context& context, const moderation::Complaint& complaint) {
    return moderation::report(context.connection(), context.services().house(), context.session().value(),
                              complaint);
}

Response sent(Context& context, const moderation::Reported& reported) {
    chat::send_hints(context.services().hints, reported.hints);
    return Response::redirect(reported.repeated ? "/reports?sent=again" : "/reports?sent=1");
}

// The page of the form, with the reason beside the field that it speaks of.
template <class Page>
Response shown_again(Context& context, const base::Error& error, const std::string& title, Page& page) {
    const std::string text = context.language().text(error);
    if (page.report && error.code == ErrorCode::ground_missing) {
        page.report->reason_error = text;
    } else if (page.report && error.code == ErrorCode::moderation_text_long) {
        page.report->note_error = text;
    } else {
        page.form_error = text;
    }
    return refused_page(context, error, title, page);
}

base::Result<Response> message_again(Context& context, const MessagePlace& place, const base::Error& error) {
    if (context.request().wants_json) return error;
    auto page = message_page(context, place);
    if (!page) return error;
    return shown_again(context, error, place.lounge.name, *page);
}

base::Result<Response> person_again(Context& context, const store::Person& person, const base::Error& error) {
    if (context.request().wants_json) return error;
    view::PersonPage page = person_page(context, person);
    return shown_again(context, error, person.name, page);
}

// The listing of the path, if the visitor may look at it.
base::Result<store::Item> reported_item(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    auto item = store::find_item(context.connection(), item_in_path(context));
    if (!item) return ErrorCode::item_unknown;
    if (const auto refused = market::refusal(context.services().house(), context.session().value(), *item))
        return *refused;
    return std::move(*item);
}

base::Result<Response> item_again(Context& context, const store::Item& item, const base::Error& error) {
    if (context.request().wants_json) return error;
    const std::string id = std::to_string(item.id.value);
    view::ItemReportPage page{.id = item.id.value,
                              .heading = item.title,
                              .report = report_form(context, "/market/items/" + id + "/report"),
                              .form_error = std::nullopt};
    const std::string text = context.language().text(error);
    if (error.code == ErrorCode::ground_missing)
        page.report.reason_error = text;
    else if (error.code == ErrorCode::moderation_text_long)
        page.report.note_error = text;
    else
        page.form_error = text;
    return refused_page(context, error, item.title, page);
}

// For forms that were refused before anybody looked: whether the visitor may see the page that they stood on.
bool is_in(Context& context) {
    const auto* visitor = context.visitor();
    return visitor != nullptr && !accounts::door_refusal(*visitor);
}

Response or_error(Context& context, base::Result<Response> response) {
    return response ? std::move(*response) : error_response(context, response.error(), false);
}

std::optional<std::string> note_of(Context& context) {
    const auto sent = context.request().query.get("sent");
    if (sent.empty()) return std::nullopt;
    if (sent == "again")
        return context.language().text("You have reported this already. A moderator will look at it.");
    return context.language().text("Thank you. A moderator will look at it.");
}

}  // namespace

base::Result<Response> report_message(Context& context) {
    auto place = message_place(context);
    if (!place) return place.error();
    if (const auto closed = closed_to(context, place->lounge)) return *closed;
    auto complaint = typed_complaint(context);
    complaint.lounge = place->lounge;
    complaint.message = place->seq;
    const auto reported = hand_in(context, complaint);
    return reported ? sent(context, *reported) : message_again(context, *place, reported.error());
}

Response report_of_message_refused(Context& context, const base::Error& error) {
    if (!is_in(context)) return error_response(context, error, false);
    const auto place = message_place(context);
    if (!place) return error_response(context, place.error(), false);
    return or_error(context, message_again(context, *place, error));
}

base::Result<Response> report_person(Context& context) {
    const auto person = person_of(context);
    if (!person) return person.error();
    auto complaint = typed_complaint(context);
    complaint.person = person->id;
    const auto reported = hand_in(context, complaint);
    return reported ? sent(context, *reported) : person_again(context, *person, reported.error());
}

Response report_of_person_refused(Context& context, const base::Error& error) {
    if (!is_in(context)) return error_response(context, error, false);
    const auto person = person_of(context);
    if (!person) return error_response(context, person.error(), false);
    return or_error(context, person_again(context, *person, error));
}

base::Result<Response> report_item(Context& context) {
    const auto item = reported_item(context);
    if (!item) return item.error();
    auto complaint = typed_complaint(context);
    complaint.item = item->id;
    const auto reported = hand_in(context, complaint);
    return reported ? sent(context, *reported) : item_again(context, *item, reported.error());
}

Response report_of_item_refused(Context& context, const base::Error& error) {
    if (!is_in(context)) return error_response(context, error, false);
    const auto item = reported_item(context);
    if (!item) return error_response(context, item.error(), false);
    return or_error(context, item_again(context, *item, error));
}

base::Result<Response> show_reports(Context& context) {
    const auto& language = context.language();
    view::ReportsPage page{.reports = {}, .note = note_of(context)};
    const auto reporter = context.session()->participant.id;
    for (const auto& report : store::own_reports(context.connection(), reporter, most_shown)) {
        page.reports.push_back(
            {.reason = ground_text(language, report.reason),
             .person = report.person_name,
             .place = report.lounge_name.empty() ? std::nullopt : std::optional(report.lounge_name),
             .at = view::moment_text(report.at, language),
             .decided = report.decided_at.has_value(),
             .acted = report.acted});
    }
    return context.page(200, language.text("What you have reported"), page);
}

}  // namespace fcgi::handlers
