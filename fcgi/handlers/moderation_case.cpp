// One case: what was reported and by whom, whose it is, and how it ends.
#include "core/accounts/text.h"
#include "core/base/crypto.h"
#include "core/market/access.h"
#include "core/media/film.h"
#include "core/moderation/case_picture.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/evidence.h"
#include "core/moderation/removal_case.h"
#include "core/store/held_posts.h"
#include "core/store/market_pictures.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t most_reports = 50;
constexpr std::size_t most_held = 50;

base::CaseId asked_case(Context& context) { return base::CaseId{id_in_path(context)}; }

std::string path_of(base::CaseId id) { return "/moderation/cases/" + std::to_string(id.value); }

std::optional<std::string> note_of(const view::Language& language, const store::Report& report) {
    if (report.note.empty()) return std::nullopt;
    return report.by_house ? rule_text(language, report.note) : report.note;
}

void add_held(Context& context, view::CasePage& page) {
    const auto& language = context.language();
    for (auto& post : store::held_in(context.connection(), base::CaseId{page.id}, most_held)) {
        page.held.push_back({.place = std::move(post.lounge_name),
                             .at = view::moment_text(post.at, language),
                             .body = std::move(post.body),
                             .rule = rule_text(language, post.kind, post.pattern),
                             .picture = post.picture.has_value()});
    }
}

// What it looked like when somebody first minded; it may have been changed since.
struct FirstEvidence {
    std::optional<base::Time> at{};
    std::string lines{};

    void offer(base::Time when, const std::string& evidence) {
        if (evidence.empty() || (at && *at <= when)) return;
        at = when;
        lines = evidence;
    }
};

void add_reports(Context& context, FirstEvidence& first, view::CasePage& page) {
    const auto& language = context.language();
    for (const auto& report : store::reports_of(context.connection(), base::CaseId{page.id}, most_reports)) {
        page.reporters.push_back({.id = report.reporter.value,
                                  .name = report.reporter_name,
                                  .reason = ground_text(language, report.reason),
                                  .at = view::moment_text(report.at, language),
                                  .note = note_of(language, report),
                                  .house = report.by_house});
        first.offer(report.at, report.evidence);
    }
}

void add_requests(Context& context, const store::Case& found, FirstEvidence& first, view::CasePage& page) {
    const auto& language = context.language();
    const Services& services = context.services();
    for (const auto& request : store::removals_of(context.connection(), found.id, most_reports)) {
        page.requests.push_back(
            {.ground = removal_ground_text(language, request.ground),
             .at = view::moment_text(request.at, language),
             .body = request.text,
             .link = request.link.empty() ? std::nullopt : std::optional(request.link),
             .added = request.note.empty() ? std::nullopt : std::optional(request.note),
             .has_contact = request.contact.has_value(),
             .contact = moderation::contact_of(services.keyring, found, request,
                                               context.session()->user.value(), services.clock.now())});
        first.offer(request.at, request.evidence);
    }
}

void add_evidence(const FirstEvidence& first, const view::Language& language, view::CasePage& page) {
    for (const auto& line : moderation::kept_lines(first.lines)) {
        page.evidence.push_back({.seq = line.seq,
                                 .author_id = line.author.value,
                                 .author = line.author_name,
                                 .at = line.at,
                                 .at_text = view::moment_text(line.at, language),
                                 .body = line.body,
                                 .reported = line.reported,
                                 .picture = line.picture});
    }
}

void add_state(Context& context, const store::Case& found, view::CasePage& page) {
    const auto& language = context.language();
    const bool held =
        found.taken_by && found.taken_until && *found.taken_until > context.services().clock.now();
    if (found.decided_at) {
        page.state = view::CaseState::decided;
        page.holder = found.decider_name;
        page.when = view::moment_text(*found.decided_at, language);
        page.acted = found.acted;
    } else if (held) {
        const bool mine = found.taken_by == context.session()->user;
        page.state = mine ? view::CaseState::mine : view::CaseState::taken;
        page.holder = found.taker_name;
        page.when = view::moment_text(*found.taken_until, language);
    }
}

// Blurred: whoever decides uncovers them one by one.
void add_listing(Context& context, base::ItemId id, view::CasePage& page) {
    const auto& language = context.language();
    const auto item = store::find_item(context.connection(), id);
    if (!item) return;
    page.listing =
        view::CaseListing{.id = id.value,
                          .title = item->title,
                          .facts = facts_text(language, item->category, item->content, item->price),
                          .state = item_state_text(language, item->state),
                          .pictures = {},
                          .shown = market::is_public(*item)};
    for (const auto& picture : store::pictures_of(context.connection(), id))
        page.listing->pictures.push_back({.id = picture.id.value,
                                          .key = picture.key,
                                          .width = picture.thumb_width,
                                          .height = picture.thumb_height,
                                          .blur = base::to_base64(picture.blur)});
}

view::CasePage case_page(Context& context, const store::Case& found) {
    view::CasePage page;
    page.id = found.id.value;
    page.reason = ground_text(context.language(), found.top_reason);
    page.person_id = found.subject.person.value_or(base::ParticipantId{}).value;
    page.person = found.person_name;
    page.guest = found.person_is_guest;
    page.slug = found.lounge_slug;
    page.lounge = found.lounge_name;
    page.seq = found.message_seq;
    page.age_text = age_text(context.language(), context.services().clock.now() - found.opened_at);
    page.hidden = found.hidden;
    if (found.held > 0) add_held(context, page);
    FirstEvidence first;
    add_reports(context, first, page);
    add_requests(context, found, first, page);
    add_evidence(first, context.language(), page);
    if (found.subject.item) add_listing(context, *found.subject.item, page);
    if (const auto media = moderation::picture_of(context.connection(), found))
        page.picture = {.width = media->thumb_width,
                        .height = media->thumb_height,
                        .film = media::is_film(media->content_type)};
    if (const auto scope = scope_of_visitor(context); scope && found.subject.person)
        page.record = record_of(context, *found.subject.person, *scope);
    add_state(context, found, page);
    page.order = order_fields(context, {.message = found.message_seq != 0,
                                        .lounge = !found.lounge_slug.empty(),
                                        .item = found.subject.item.has_value()});
    page.dismiss_note = context.request().fields.get("note");
    return page;
}

// A form of the case that was refused. Whoever may not see the case is told no more than that.
template <class Place>
base::Result<Response> shown_again(Context& context, const base::Error& error, Place&& place) {
    const auto found =
        moderation::open_for(context.connection(), context.session().value(), asked_case(context));
    if (!found) return found.error();
    if (context.request().wants_json) return error;
    view::CasePage page = case_page(context, *found);
    place(page);
    return refused_page(context, error, page.reason, page);
}

base::Result<Response> shown_again(Context& context, const base::Error& error) {
    return shown_again(context, error,
                       [&](view::CasePage& page) { page.form_error = context.language().text(error); });
}

base::Result<Response> held_or_not(Context& context, const base::Result<store::Case>& changed) {
    if (!changed) return shown_again(context, changed.error());
    return Response::redirect(path_of(changed->id));
}

Response to_queue(Context& context, const moderation::Done& done) {
    chat::send_hints(context.services().hints, done.hints);
    return Response::redirect("/moderation?done=1");
}

// A refusal of what whoever asked was to be told, beside its field; false when it is about something else.
bool place_answer_error(Context& context, const base::Error& error, view::AnswerField& answer) {
    answer.draft = context.request().fields.get("answer");
    const bool long_one =
        error.code == ErrorCode::moderation_text_long &&
        !accounts::fits(typed_text(context, "answer"), context.services().config.limits.moderation_text);
    if (!long_one && error.code != ErrorCode::removal_answer_missing) return false;
    answer.error = context.language().text(error);
    return true;
}

base::Result<moderation::Done> decide(Context& context, const std::optional<moderation::Order>& order) {
    if (!order) return ErrorCode::bad_request;
    const Services& services = context.services();
    return moderation::decide(context.connection(), services.house(), audit::Log(services.config),
                              actor_of(context), asked_case(context), *order);
}

}  // namespace

base::Result<Response> show_case(Context& context) {
    const auto found =
        moderation::open_for(context.connection(), context.session().value(), asked_case(context));
    if (!found) return found.error();
    const view::CasePage page = case_page(context, *found);
    return context.page(200, page.reason, page);
}

base::Result<Response> take_case(Context& context) {
    const Services& services = context.services();
    return held_or_not(context,
                       moderation::take(context.connection(), services.house(), audit::Log(services.config),
                                        actor_of(context), asked_case(context)));
}

base::Result<Response> give_back_case(Context& context) {
    const Services& services = context.services();
    return held_or_not(
        context, moderation::give_back(context.connection(), services.house(), audit::Log(services.config),
                                       actor_of(context), asked_case(context)));
}

base::Result<Response> decide_case(Context& context) {
    const auto done = decide(context, typed_order(context));
    if (done) return to_queue(context, *done);
    return shown_again(context, done.error(), [&](view::CasePage& page) {
        if (!place_answer_error(context, done.error(), page.order_answer))
            place_error(context, done.error(), page.order, page.form_error);
    });
}

base::Result<Response> dismiss_case(Context& context) {
    const Services& services = context.services();
    const auto done = moderation::dismiss(context.connection(), services.house(), audit::Log(services.config),
                                          actor_of(context), asked_case(context), typed_text(context, "note"),
                                          typed_text(context, "answer"));
    if (done) return to_queue(context, *done);
    return shown_again(context, done.error(), [&](view::CasePage& page) {
        if (place_answer_error(context, done.error(), page.dismiss_answer)) return;
        const bool of_note = done.error().code == ErrorCode::moderation_text_long;
        (of_note ? page.dismiss_error : page.form_error) = context.language().text(done.error());
    });
}

base::Result<Response> show_contacts(Context& context) {
    const Services& services = context.services();
    return held_or_not(context, moderation::read_contacts(context.connection(), services.house(),
                                                          audit::Log(services.config), actor_of(context),
                                                          asked_case(context)));
}

base::Result<Response> settle_case(Context& context) {
    const Services& services = context.services();
    const auto done =
        moderation::settle(context.connection(), services.house(), audit::Log(services.config),
                           actor_of(context), asked_case(context), typed_text(context, "answer"));
    if (done) return to_queue(context, *done);
    return shown_again(context, done.error(), [&](view::CasePage& page) {
        if (!place_answer_error(context, done.error(), page.settle_answer))
            page.form_error = context.language().text(done.error());
    });
}

}  // namespace fcgi::handlers
