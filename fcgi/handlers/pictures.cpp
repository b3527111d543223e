#include <nlohmann/json.hpp>

#include "core/media/access.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/handlers.h"

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

using Name = std::string (*)(std::string_view key);

base::Result<Response> show(Context& context, Name name) {
    const Services& services = context.services();
    const auto id = parse_seq(context.path("id"));
    if (!id) return base::ErrorCode::not_found;
    const auto picture =
        media::open_picture(context.connection(), context.session().value(), base::MediaId{*id},
                            context.path("key"), services.config.red_lounges);
    if (!picture) return picture.error();
    const auto link = services.pictures.link(name(picture->key), services.clock.now());
    if (!link.internal) {
        Response response = Response::found(link.target);
        // The link ends to work: a browser must not follow it for longer.
        response.set("Cache-Control", "private, max-age=600");
        return response;
    }
    Response response;
    response.set("Content-Type", picture->content_type);
    response.set("Content-Disposition", "inline; filename=\"picture.webp\"");
    response.set("Cache-Control", caching);
    response.set("X-Accel-Redirect", link.target);
    return response;
}

}  // namespace

base::Result<Response> upload_by_api(Context& context) {
    const auto picture = media::upload(context.connection(), context.services().picture_house(),
                                       context.session().value(), context.request().upload());
    if (!picture) return refused_upload(context, picture.error());
    return Response::json(201, nlohmann::json{{"id", picture->id.value},
                                              {"key", picture->key},
                                              {"width", picture->width},
                                              {"height", picture->height},
                                              {"frames", picture->frames}}
                                   .dump());
}

base::Result<Response> show_picture(Context& context) { return show(context, media::full_name); }
base::Result<Response> show_thumbnail(Context& context) { return show(context, media::thumb_name); }

}  // namespace fcgi::handlers
