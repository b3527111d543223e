#include "core/chat/access.h"
#include "core/chat/post.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/door_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

// The lounge again, with the text where it was, to be sent once more under the same id.
Response show_refused(Context& context, const store::Lounge& lounge, const chat::Post& post,
                      const base::Error& error) {
    view::LoungePage page = lounge_page(context, lounge, std::nullopt);
    page.draft = post.body;
    page.reply_to = post.reply_to;
    page.post_error = context.language().text(error);
    if (chat::valid_client_id(post.client_id, context.services().config.limits))
        page.post_id = post.client_id;
    Response response = context.page(base::http_status(error.code), lounge.name, page);
    set_retry_after(response, error);
    return response;
}

}  // namespace

base::Result<Response> post_message(Context& context) {
    const Services& services = context.services();
    const accounts::Session& session = context.session().value();
    // Not open_lounge: a retry gets its first result even where the lounge has been closed since. post() knows who may write.
    const auto lounge = store::find_lounge(context.connection(), context.path("slug"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    const Fields& form = context.request().fields;
    const chat::Post post{.author = session.participant.id,
                          .age = session.age,
                          .lounge = lounge->id,
                          .client_id = std::string(form.get("clientId")),
                          .body = std::string(form.get("body")),
                          .reply_to = parse_seq(form.get("replyTo"))};
    auto posted = chat::post(context.connection(), services.house(), post);
    if (!posted && posted.error().code == base::ErrorCode::waiting && !context.request().wants_json) {
        // A page that stood open for long: whoever finds a place at once has not been away.
        const auto place = chat::come_in(context.connection(), services.house(), *lounge, session);
        if (!place.in()) return waiting_page(context, *lounge, place, post.body);
        posted = chat::post(context.connection(), services.house(), post);
    }
    if (posted) {
        chat::send_hints(services.hints, *posted);
        return Response::redirect("/lounges/" + lounge->slug + "#end");
    }
    const bool may_read = !chat::refusal(session.age, *lounge, services.config.red_lounges);
    if (context.request().wants_json || !may_read) return posted.error();
    return show_refused(context, *lounge, post, posted.error());
}

}  // namespace fcgi::handlers
