// Requests for removal: the form for whoever has no account, and the page that only whoever asked can find, with or without a session.
#include "core/moderation/removal.h"

#include <array>

#include "core/base/tr.h"
#include "core/moderation/action.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using store::RemovalGround;

constexpr std::array grounds{RemovalGround::abuse, RemovalGround::likeness, RemovalGround::minor,
                             RemovalGround::law, RemovalGround::other};

std::string path_of(const std::string& code) { return "/removal/" + code; }

std::optional<std::string> text_or_none(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

// With what was typed, if this is the form come back.
view::RemovalPage removal_page(Context& context) {
    const auto& fields = context.request().fields;
    view::RemovalPage page;
    page.link = fields.get("link");
    for (const auto ground : grounds) {
        page.grounds.push_back({.value = std::string(store::name_of(ground)),
                                .text = removal_ground_text(context.language(), ground),
                                .chosen = store::name_of(ground) == fields.get("ground")});
    }
    page.body = fields.get("text");
    page.contact = fields.get("contact");
    page.is_true = !fields.get("isTrue").empty();
    return page;
}

// Beside the field that it speaks of.
void place_error(const view::Language& language, const base::Error& error, view::RemovalPage& page) {
    const auto place = [&]() -> std::optional<std::string>& {
        switch (error.code) {
            case ErrorCode::removal_link:
                return page.link_error;
            case ErrorCode::ground_missing:
                return page.ground_error;
            case ErrorCode::removal_text_missing:
            case ErrorCode::removal_text_long:
                return page.body_error;
            case ErrorCode::removal_contact:
                return page.contact_error;
            case ErrorCode::removal_untrue:
                return page.truth_error;
            default:
                return page.form_error;
        }
    };
    place() = language.text(error);
}

moderation::RemovalForm typed_form(Context& context) {
    const auto& fields = context.request().fields;
    return {.link = typed_text(context, "link"),
            .ground = store::parse_removal_ground(fields.get("ground")),
            .text = typed_text(context, "text"),
            .contact = typed_text(context, "contact"),
            .is_true = !fields.get("isTrue").empty()};
}

base::Result<moderation::Asked> hand_in(Context& context) {
    const Services& services = context.services();
    const auto house = services.house();
    const auto limits = services.limit_house();
    return moderation::ask_for_removal(context.connection(), {house, limits, services.keyring},
                                       context.request().remote_address, typed_form(context));
}

// Of the code in the path; nothing else leads there.
base::Result<store::Removal> asked_removal(Context& context) {
    const auto id = context.services().removal_codes.removal_of(context.path("code"));
    auto removal = id ? store::find_removal(context.connection(), *id) : std::nullopt;
    if (!removal) return ErrorCode::not_found;
    return std::move(*removal);
}

view::RemovalStatePage state_page(Context& context, const store::Removal& removal) {
    const auto& language = context.language();
    view::RemovalStatePage page;
    page.code = context.path("code");
    page.address = context.services().config.frontend_url + path_of(page.code);
    page.case_id = removal.report_case.value;
    page.ground = removal_ground_text(language, removal.ground);
    page.at = view::moment_text(removal.at, language);
    page.body = removal.text;
    page.link = text_or_none(removal.link);
    page.added = text_or_none(removal.note);
    page.answer = text_or_none(removal.answer);
    if (removal.decided_at) page.decided = view::moment_text(*removal.decided_at, language);
    page.acted = removal.acted;
    page.may_add = !removal.decided_at && removal.note.empty();
    page.draft = context.request().fields.get("note");
    const auto sent = context.request().query.get("sent");
    if (sent == "1")
        page.note = language.text("Thank you. A moderator will look at it. Please keep the address below.");
    if (sent == "note") page.note = language.text("Your note was added.");
    return page;
}

Response state_response(Context& context, const view::RemovalStatePage& page) {
    return context.page(200, context.language().text("Your request for a removal"), page);
}

Response note_again(Context& context, const store::Removal& removal, const base::Error& error) {
    if (context.request().wants_json) return error_response(context, error, true);
    view::RemovalStatePage page = state_page(context, removal);
    const bool of_text =
        error.code == ErrorCode::removal_note_missing || error.code == ErrorCode::removal_note_long;
    (of_text ? page.draft_error : page.form_error) = context.language().text(error);
    return refused_page(context, error, context.language().text("Your request for a removal"), page);
}

}  // namespace

base::Result<Response> show_removal(Context& context) {
    context.visitor();
    return context.page(200, context.language().text("Ask for a removal"), removal_page(context));
}

base::Result<Response> ask_for_removal(Context& context) {
    context.visitor();
    const auto asked = hand_in(context);
    if (!asked) return removal_refused(context, asked.error());
    chat::send_hints(context.services().hints, asked->hints);
    return Response::redirect(path_of(context.services().removal_codes.code_of(asked->id)) + "?sent=1");
}

Response removal_refused(Context& context, const base::Error& error) {
    if (context.request().wants_json) return error_response(context, error, true);
    context.visitor();
    view::RemovalPage page = removal_page(context);
    place_error(context.language(), error, page);
    return refused_page(context, error, context.language().text("Ask for a removal"), page);
}

base::Result<Response> show_removal_state(Context& context) {
    context.visitor();
    const auto removal = asked_removal(context);
    if (!removal) return removal.error();
    return state_response(context, state_page(context, *removal));
}

base::Result<Response> add_removal_note(Context& context) {
    context.visitor();
    const auto removal = asked_removal(context);
    if (!removal) return removal.error();
    const auto error = moderation::add_removal_note(context.connection(), context.services().house(),
                                                    removal->id, typed_text(context, "note"));
    if (error) return note_again(context, *removal, *error);
    return Response::redirect(path_of(std::string(context.path("code"))) + "?sent=note");
}

Response removal_note_refused(Context& context, const base::Error& error) {
    context.visitor();
    const auto removal = asked_removal(context);
    if (!removal) return error_response(context, removal.error(), false);
    return note_again(context, *removal, error);
}

}  // namespace fcgi::handlers
