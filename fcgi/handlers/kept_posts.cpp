// What a page could not send and the browser kept, handed in by the service worker when no page of its lounge is open: the posts of the socket, under the same ids, so that
// none is ever doubled.
#include <nlohmann/json.hpp>

#include "core/chat/direct.h"
#include "core/chat/post.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/direct_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

base::Result<chat::Posted> say_in_lounge(Context& context) {
    const Fields& fields = context.request().fields;
    const auto lounge = store::find_lounge(context.connection(), fields.get("lounge"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    const auto& session = context.session().value();
    chat::Post post{.author = session.participant.id,
                    .age = session.age,
                    .lounge = lounge->id,
                    .client_id = std::string(fields.get("id")),
                    .body = std::string(fields.get("body")),
                    .reply_to = parse_seq(fields.get("replyTo"))};
    if (const auto picture = parse_seq(fields.get("media"))) post.picture = base::MediaId{*picture};
    return chat::post(context.connection(), context.services().house(), post);
}

base::Result<chat::Posted> write_to_person(Context& context, base::ParticipantId to) {
    const Fields& fields = context.request().fields;
    return chat::direct(context.connection(), context.services().house(),
                        {.author = context.session()->participant.id,
                         .to = to,
                         .client_id = std::string(fields.get("id")),
                         .body = std::string(fields.get("body"))});
}

base::Result<chat::Posted> say(Context& context) {
    const auto to = parse_seq(context.request().fields.get("to"));
    return to ? write_to_person(context, base::ParticipantId{*to}) : say_in_lounge(context);
}

// As an `ack`, or a `nack` (PROTOCOL.md): whoever wrote it reads the reason in their own language at their next visit.
Response told(const chat::Posted& posted) {
    nlohmann::json answer{{"at", base::to_epoch_ms(posted.at)}};
    if (posted.held) answer["held"] = true;
    return Response::json(200, answer.dump());
}

Response refused(Context& context, const base::Error& error) {
    nlohmann::json answer{{"error", base::api_text(error.code)},
                          {"code", base::wire_code(error.code)},
                          {"message", context.language().text(error)}};
    if (error.retry_after) answer["retryAfter"] = error.retry_after->count();
    Response response = Response::json(base::http_status(error.code), answer.dump());
    set_retry_after(response, error);
    return response;
}

}  // namespace

base::Result<Response> post_kept(Context& context) {
    // Somebody else may have come in since: nothing is said in their name that they have not written.
    const auto author = parse_seq(context.request().fields.get("author"));
    if (!author || *author != context.session()->participant.id.value) return base::ErrorCode::session_ended;
    const auto posted = say(context);
    if (!posted) return refused(context, posted.error());
    chat::send_hints(context.services().hints, *posted);
    return told(*posted);
}

}  // namespace fcgi::handlers
