#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/crypto.h"
#include "core/chat/access.h"
#include "core/media/access.h"
#include "core/moderation/case_picture.h"
#include "core/store/messages.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"

namespace fcgi::handlers {
namespace {

// What is seen once need not be asked for again for a day; by this visitor's browser alone.
constexpr const char* caching = "private, max-age=86400, immutable";

Response refused_upload(Context& context, const base::Error& error) {
    Response response = Response::json(base::http_status(error.code),
                                       nlohmann::json{{"error", base::api_text(error.code)},
                                                      {"code", base::wire_code(error.code)},
                                                      {"message", context.language().text(error)}}
                                           .dump());
    set_retry_after(response, error);
    return response;
}

// The object of this name, to whoever may see it.
Response give(Context& context, std::string_view name, std::string_view content_type) {
    const bool film = media::is_film(content_type);
    const auto link = context.services().pictures.link(name, context.services().clock.now());
    if (!link.internal) {
        Response response = Response::found(link.target);
        // The link ends to work: a browser must not follow it for longer.
        response.set("Cache-Control", "private, max-age=600");
        return response;
    }
    Response response;
    response.set("Content-Type", std::string(content_type));
    response.set(
        "Content-Disposition",
        fmt::format("inline; filename=\"{}\"", media::full_name(film ? "video" : "picture", content_type)));
    response.set("Cache-Control", caching);
    response.set("X-Accel-Redirect", link.target);
    return response;
}

base::Result<store::Media> open(Context& context) {
    const auto id = parse_seq(context.path("id"));
    if (!id) return base::ErrorCode::not_found;
    return media::open_picture(context.connection(), context.session().value(), base::MediaId{*id},
                               context.path("key"), context.services().house());
}

}  // namespace

base::Result<Response> upload_by_api(Context& context) {
    const auto picture = media::upload(context.connection(), context.services().picture_house(),
                                       context.session().value(), context.request().upload());
    if (!picture) return refused_upload(context, picture.error());
    nlohmann::json told{{"id", picture->id.value},
                        {"key", picture->key},
                        {"width", picture->width},
                        {"height", picture->height},
                        {"frames", picture->frames}};
    if (picture->duration) {
        told["video"] = picture->content_type;
        told["duration"] = picture->duration->count();
    }
    return Response::json(201, told.dump());
}

base::Result<Response> show_media(Context& context) {
    const auto media = open(context);
    if (!media) return media.error();
    return give(context, media::full_name(media->key, media->content_type), media->content_type);
}

base::Result<Response> show_thumbnail(Context& context) {
    const auto media = open(context);
    if (!media) return media.error();
    return give(context, media::thumb_name(media->key), media::content_type);
}

// Nothing of it stays in the browser: each look asks again.
base::Result<Response> show_case_picture(Context& context) {
    const Services& services = context.services();
    const auto media =
        moderation::look_at_picture(context.connection(), services.house(), audit::Log(services.config),
                                    actor_of(context), base::CaseId{id_in_path(context)});
    if (!media) return media.error();
    Response response = give(context, media::full_name(media->key, media->content_type), media->content_type);
    response.set("Cache-Control", "private, no-store");
    return response;
}

// Whoever may read the message that shows it sees the picture of what its link leads to.
base::Result<Response> show_preview_picture(Context& context) {
    const auto seq = parse_seq(context.path("seq"));
    if (!seq || *seq == 0) return base::ErrorCode::not_found;
    const auto lounge = chat::open_lounge(context.connection(), context.services().house(),
                                          context.session().value(), context.path("slug"));
    if (!lounge) return lounge.error();
    const auto found = store::messages_after(context.connection(), lounge->id, *seq - 1, 1);
    if (found.empty() || found.front().seq != *seq) return base::ErrorCode::not_found;
    const auto& preview = found.front().preview;
    const bool there =
        preview && preview->picture && base::constant_time_equal(preview->picture->key, context.path("key"));
    if (!there) return base::ErrorCode::not_found;
    return give(context, media::thumb_name(preview->picture->key), media::content_type);
}

}  // namespace fcgi::handlers
