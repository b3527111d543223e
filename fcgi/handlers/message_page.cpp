// One message and what can be done to it, as forms: the way without scripts.
#include "fcgi/handlers/message_page.h"

#include <algorithm>
#include <array>

#include "core/accounts/roles.h"
#include "core/base/random.h"
#include "core/chat/access.h"
#include "core/chat/act.h"
#include "core/chat/message_history.h"
#include "core/view/lines.h"
#include "core/view/locale_text.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"
#include "fcgi/handlers/moderation_form.h"

namespace fcgi::handlers {
namespace {

// Offered on every message; others can be typed.
constexpr std::array<std::string_view, 6> usual_emoji{"👍", "❤️", "😂", "😮", "😢", "🔥"};

std::vector<view::Reaction> choices_for(const view::Line& line) {
    std::vector<view::Reaction> choices = line.reactions;
    for (const auto emoji : usual_emoji) {
        if (std::ranges::find(choices, emoji, &view::Reaction::emoji) == choices.end())
            choices.push_back({.emoji = std::string(emoji), .people = 0, .mine = false});
    }
    return choices;
}

std::optional<view::MessageHistory> history_for(Context& context, const store::Lounge& lounge,
                                                const store::Message& message) {
    const auto& services = context.services();
    const auto found = chat::history_of(context.connection(), services.house(), audit::Log(services.config),
                                        lounge, context.session().value(), message);
    if (!found) return std::nullopt;
    view::MessageHistory history{.earlier = {}, .removed_text = found->removed_text};
    for (const auto& one : found->earlier)
        history.earlier.push_back({.body = one.body,
                                   .until = one.until,
                                   .at_text = view::moment_text(one.until, context.language())});
    return history;
}

// What can be done about somebody else's message.
void add_moderation(Context& context, const MessagePlace& place, const store::Message& message,
                    view::MessagePage& page) {
    if (page.own || message.system) return;
    page.report = report_form(
        context, "/lounges/" + place.lounge.slug + "/messages/" + std::to_string(place.seq) + "/report");
    if (accounts::refusal(context.connection(), context.session().value(), accounts::Act::moderate,
                          place.lounge.room.id))
        return;
    page.order = order_fields(context, {.message = !message.removed, .lounge = true});
}

// Does it, and back to the lounge; refused, the same page with the reason and what was typed, if they may see that page.
base::Result<Response> act_on_message(Context& context, chat::ActKind kind, std::string_view text) {
    auto place = message_place(context);
    if (!place) return place.error();
    const auto& session = context.session().value();
    const chat::Act act{.kind = kind,
                        .actor = session.participant.id,
                        .age = session.age,
                        .lounge = place->lounge.id,
                        .message = place->seq,
                        .text = std::string(text)};
    const auto done = chat::act(context.connection(), context.services().house(), act);
    if (done) {
        chat::send_hints(context.services().hints, *done);
        return Response::redirect("/lounges/" + place->lounge.slug + "#end");
    }
    if (context.request().wants_json) return done.error();
    auto page = message_page(context, *place);
    if (!page) return done.error();
    page->form_error = context.language().text(done.error());
    if (kind == chat::ActKind::edit) page->edit_draft = act.text;
    Response response = context.page(base::http_status(done.error().code), place->lounge.name, *page);
    set_retry_after(response, done.error());
    return response;
}

}  // namespace

base::Result<MessagePlace> message_place(Context& context) {
    const auto seq = parse_seq(context.path("seq"));
    if (!seq) return base::ErrorCode::not_found;
    auto lounge = store::find_lounge(context.connection(), context.path("slug"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    return MessagePlace{.lounge = std::move(*lounge), .seq = *seq};
}

std::optional<base::Error> closed_to(Context& context, const store::Lounge& lounge) {
    return chat::closed_to(context.connection(), context.services().house(), context.session().value(),
                           lounge);
}

base::Result<view::MessagePage> message_page(Context& context, const MessagePlace& place) {
    if (const auto refused = closed_to(context, place.lounge)) return *refused;
    const auto& session = context.session().value();
    const auto found = store::messages_after(context.connection(), place.lounge.id, place.seq - 1, 1);
    if (found.empty() || found.front().seq != place.seq) return base::ErrorCode::unknown_message;
    const auto& message = found.front();
    const auto reactions = store::reactions_to(context.connection(), found, session.participant.id);
    view::MessagePage page;
    page.slug = place.lounge.slug;
    page.lounge = place.lounge.name;
    page.at_text = view::moment_text(message.at, context.language());
    auto lines = view::lines_of(place.lounge, found, reactions);
    veil(blocked_of(context), lines);
    page.line = std::move(lines.front());
    page.post_id = base::random_client_id();
    page.own = message.author == session.participant.id;
    const auto& services = context.services();
    page.editable = page.own && services.clock.now() - message.at <= services.config.limits.edit_within;
    page.edit_draft = message.body;
    page.choices = choices_for(page.line);
    page.history = history_for(context, place.lounge, message);
    add_moderation(context, place, message, page);
    return page;
}

base::Result<Response> show_message(Context& context) {
    auto place = message_place(context);
    if (!place) return place.error();
    auto page = message_page(context, *place);
    if (!page) return page.error();
    return context.page(200, place->lounge.name, *page);
}

base::Result<Response> edit_message(Context& context) {
    return act_on_message(context, chat::ActKind::edit, context.request().fields.get("body"));
}

base::Result<Response> delete_message(Context& context) {
    return act_on_message(context, chat::ActKind::remove, {});
}

base::Result<Response> react_to_message(Context& context) {
    return act_on_message(context, chat::ActKind::react, context.request().fields.get("emoji"));
}

base::Result<Response> remove_preview(Context& context) {
    return act_on_message(context, chat::ActKind::remove_preview, {});
}

base::Result<Response> unreact_to_message(Context& context) {
    return act_on_message(context, chat::ActKind::unreact, context.request().fields.get("emoji"));
}

}  // namespace fcgi::handlers
