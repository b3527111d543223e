// Direct messages: the list, the conversations, and what their forms do.
#include "core/chat/direct.h"

#include "core/accounts/csrf_mask.h"
#include "core/chat/correspondence.h"
#include "core/chat/event_json.h"
#include "core/chat/personal.h"
#include "core/view/locale_text.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/direct_page.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

// "1767268800000.42": when the last conversation of a page was last spoken in, and which it is.
std::optional<store::TalkPlace> parse_place(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto at = parse_seq(text.substr(0, dot));
    const auto id = parse_seq(text.substr(dot + 1));
    if (!at || !id) return std::nullopt;
    return store::TalkPlace{.last_at = base::from_epoch_ms(static_cast<std::int64_t>(*at)),
                            .conversation = base::ConversationId{*id}};
}

std::string place_text(const store::Talk& talk) {
    return std::to_string(base::to_epoch_ms(talk.last_at)) + "." + std::to_string(talk.conversation.value);
}

view::TalkRow row_of(Context& context, const store::Talk& talk) {
    return {.peer = talk.peer.value,
            .name = talk.peer_name,
            .availability = talk.peer_gone ? std::string() : talk.availability,
            .glimpse = talk.last_text,
            .last_at = view::moment_text(talk.last_at, context.language()),
            .own = talk.last_is_own,
            .unread = talk.unread};
}

base::Result<Part> part_in_query(const Request& request) {
    Part part;
    for (const auto& [name, into] : {std::pair("before", &part.before), std::pair("after", &part.after)}) {
        const auto value = request.query.get(name);
        if (value.empty()) continue;
        *into = value == "0" ? std::optional<base::Seq>(0) : parse_seq(value);
        if (!*into) return base::ErrorCode::bad_request;
    }
    if (part.before && part.after) return base::ErrorCode::bad_request;
    return part;
}

Response as_json(const DirectHistory& history) {
    std::string body = R"({"messages":[)";
    for (const auto& message : history.messages) {
        if (body.back() == '}') body += ',';
        body += chat::direct_json(message);
    }
    body += history.more ? R"(],"more":true})" : R"(],"more":false})";
    return Response::json(200, std::move(body));
}

Response as_fragment(Context& context, const DirectHistory& history) {
    std::string body;
    const auto viewer = context.session()->participant.id;
    const auto token = accounts::masked_csrf(context.csrf_token());
    for (const auto& message : history.messages)
        context.services().renderer.direct_line(context.language(), direct_line(message, viewer), token,
                                                body);
    return context.finish(Response::html(200, std::move(body)));
}

std::string title_of(Context& context, const store::Person& peer) {
    return context.language().text("Direct messages") + " · " + peer.name;
}

// The conversation again, with the text where it was, to be sent once more under the same id.
Response show_refused(Context& context, const store::Person& peer, const chat::Direct& message,
                      const base::Error& error) {
    view::ConversationPage page = conversation_page(context, peer, {});
    page.draft = message.body;
    page.post_error = context.language().text(error);
    if (chat::valid_client_id(message.client_id, context.services().config.limits))
        page.post_id = message.client_id;
    Response response = context.page(base::http_status(error.code), title_of(context, peer), page);
    set_retry_after(response, error);
    return response;
}

std::string address_of(const store::Person& peer) { return "/direct/" + std::to_string(peer.id.value); }

}  // namespace

base::Result<Response> show_direct(Context& context) {
    const auto& session = context.session().value();
    if (session.guest()) return base::ErrorCode::direct_members_only;
    const auto before = context.request().query.get("before");
    const auto place = parse_place(before);
    if (!before.empty() && !place) return base::ErrorCode::bad_request;
    const std::size_t most = context.services().config.limits.talks_page;
    auto talks = store::talks_of(context.connection(), session.participant.id, place, most + 1);
    view::DirectPage page;
    page.takes = store::takes_direct(context.connection(), *session.user);
    if (talks.size() > most) {
        talks.pop_back();
        page.older_place = place_text(talks.back());
    }
    chat::veil_availability(context.connection(), session.participant.id, talks);
    for (const auto& talk : talks) page.talks.push_back(row_of(context, talk));
    return context.page(200, context.language().text("Direct messages"), page);
}

base::Result<Response> show_conversation(Context& context) {
    const auto part = part_in_query(context.request());
    if (!part) return part.error();
    const auto peer = peer_of(context);
    if (!peer) return peer.error();
    return context.page(200, title_of(context, *peer), conversation_page(context, *peer, *part));
}

base::Result<Response> show_direct_lines(Context& context) {
    const auto part = part_in_query(context.request());
    if (!part) return part.error();
    const auto peer = peer_of(context);
    if (!peer) return peer.error();
    const auto viewer = context.session()->participant.id;
    const auto conversation = store::find_conversation(context.connection(), {viewer, peer->id});
    const auto history = conversation ? direct_history(context, conversation->id, *part) : DirectHistory{};
    return context.request().wants_json ? as_json(history) : as_fragment(context, history);
}

base::Result<Response> post_direct(Context& context) {
    const auto peer = peer_of(context);
    if (!peer) return peer.error();
    const Services& services = context.services();
    const Fields& form = context.request().fields;
    const chat::Direct message{.author = context.session()->participant.id,
                               .to = peer->id,
                               .client_id = std::string(form.get("clientId")),
                               .body = std::string(form.get("body"))};
    const auto posted = chat::direct(context.connection(), services.house(), message);
    if (!posted && context.request().wants_json) return posted.error();
    if (!posted) return show_refused(context, *peer, message, posted.error());
    chat::send_hints(services.hints, *posted);
    return Response::redirect(address_of(*peer) + "#end");
}

base::Result<Response> delete_direct(Context& context) {
    const auto peer = peer_of(context);
    if (!peer) return peer.error();
    const auto place = parse_seq(context.request().fields.get("place"));
    if (!place) return base::ErrorCode::bad_request;
    const auto& services = context.services();
    const auto removed = chat::personal(context.connection(), services.house(),
                                        {.kind = chat::Personal::Kind::remove_direct,
                                         .who = context.session()->participant.id,
                                         .whom = peer->id,
                                         .place = *place});
    if (!removed) return removed.error();
    chat::send_hints(services.hints, *removed);
    return Response::redirect(address_of(*peer) + "#end");
}

base::Result<Response> save_direct_settings(Context& context) {
    const auto takes = context.request().fields.get("takes");
    if (takes != "yes" && takes != "no") return base::ErrorCode::bad_request;
    store::set_takes_direct(context.connection(), *context.session()->user, takes == "yes");
    return Response::redirect("/direct");
}

}  // namespace fcgi::handlers
