#include "core/chat/access.h"
#include "core/chat/post.h"
#include "core/media/upload.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/door_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

// The form that sends a picture adds this to the page's id for a post, so that the page's two forms send two posts.
constexpr std::string_view picture_suffix = "-picture";

std::string page_id(std::string client_id) {
    if (client_id.ends_with(picture_suffix)) client_id.resize(client_id.size() - picture_suffix.size());
    return client_id;
}

// The lounge again, with the text where it was, to be sent once more under the same id.
Response show_refused(Context& context, const store::Lounge& lounge, const chat::Post& post,
                      const base::Error& error) {
    view::LoungePage page = lounge_page(context, lounge, Newest{});
    page.draft = post.body;
    page.reply_to = post.reply_to;
    page.post_error = context.language().text(error);
    if (chat::valid_client_id(post.client_id, context.services().config.limits))
        page.post_id = page_id(post.client_id);
    Response response = context.page(base::http_status(error.code), lounge.name, page);
    set_retry_after(response, error);
    return response;
}

chat::Post post_of(Context& context, const store::Lounge& lounge) {
    const accounts::Session& session = context.session().value();
    const Fields& form = context.request().fields;
    return {.author = session.participant.id,
            .age = session.age,
            .lounge = lounge.id,
            .client_id = std::string(form.get("clientId")),
            .body = std::string(form.get("body")),
            .reply_to = parse_seq(form.get("replyTo")),
            .picture = std::nullopt};
}

base::Result<Response> refuse(Context& context, const store::Lounge& lounge, const chat::Post& post,
                              const base::Error& error) {
    const bool may_read =
        !chat::closed_to(context.connection(), context.services().house(), *context.session(), lounge);
    if (context.request().wants_json || !may_read) return error;
    return show_refused(context, lounge, post, error);
}

base::Result<Response> say(Context& context, const store::Lounge& lounge, const chat::Post& post) {
    const Services& services = context.services();
    auto posted = chat::post(context.connection(), services.house(), post);
    if (!posted && posted.error().code == base::ErrorCode::waiting && !context.request().wants_json) {
        // A page that stood open for long: whoever finds a place at once has not been away.
        const auto place = chat::come_in(context.connection(), services.house(), lounge, *context.session());
        if (!place.in()) return waiting_page(context, lounge, place, post.body);
        posted = chat::post(context.connection(), services.house(), post);
    }
    if (!posted) return refuse(context, lounge, post, posted.error());
    chat::send_hints(services.hints, *posted);
    return Response::redirect("/lounges/" + lounge.slug + "#end");
}

}  // namespace

base::Result<Response> post_message(Context& context) {
    // Not open_lounge: a retry gets its first result even where the lounge has been closed since. post() knows who may write.
    const auto lounge = store::find_lounge(context.connection(), context.path("slug"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    chat::Post post = post_of(context, *lounge);
    if (const auto picture = parse_seq(context.request().fields.get("media")))
        post.picture = base::MediaId{*picture};
    return say(context, *lounge, post);
}

// The way of pages without scripts: picture and words in one form.
base::Result<Response> post_picture(Context& context) {
    const accounts::Session& session = context.session().value();
    const auto lounge =
        chat::open_lounge(context.connection(), context.services().house(), session, context.path("slug"));
    if (!lounge) return lounge.error();
    chat::Post post = post_of(context, *lounge);
    const auto picture = media::upload(context.connection(), context.services().picture_house(), session,
                                       context.request().upload());
    if (!picture) return refuse(context, *lounge, post, picture.error());
    post.picture = picture->id;
    return say(context, *lounge, post);
}

}  // namespace fcgi::handlers
