// The house as an app of its own: what an installing browser asks for, and the page that stands in for all others where there is no network.
#include <nlohmann/json.hpp>

#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

using Json = nlohmann::ordered_json;

// As static/css/app.css has --paper by day.
constexpr std::string_view paper = "#f7f2f5";

Json icon(const std::string& file, const std::string& sizes, const std::string& purpose) {
    const bool drawn = file.ends_with(".svg");
    return {{"src", "/static/icons/" + file},
            {"sizes", sizes},
            {"type", drawn ? "image/svg+xml" : "image/png"},
            {"purpose", purpose}};
}

Json icons() {
    return Json::array({icon("favicon.svg", "any", "any"), icon("icon-192.png", "192x192", "any"),
                        icon("icon-512.png", "512x512", "any"),
                        icon("icon-maskable-512.png", "512x512", "maskable")});
}

Json shortcuts(const view::Language& language, bool market) {
    const auto to = [&](std::string_view name, const char* url) {
        return Json{{"name", language.text(name)}, {"url", url}};
    };
    Json list = Json::array({to("Your lounges", "/lounges"), to("Direct messages", "/direct")});
    if (market) list.push_back(to("Market", "/market"));
    return list;
}

}  // namespace

base::Result<Response> show_manifest(Context& context) {
    const auto& language = context.language();
    const std::string description = language.text(
        "A chat house for adults, 18 and over: pick a name and talk in your language, in the lounge of your country.");
    const Json manifest{{"id", "/"},
                        {"name", "The Chatroom"},
                        {"short_name", "Chatroom"},
                        {"description", description},
                        {"lang", language.code()},
                        {"dir", language.direction()},
                        {"start_url", "/languages"},
                        {"scope", "/"},
                        {"display", "standalone"},
                        {"theme_color", paper},
                        {"background_color", paper},
                        {"categories", {"social", "lifestyle"}},
                        {"icons", icons()},
                        {"shortcuts", shortcuts(language, context.services().config.market.open)},
                        {"share_target",
                         {{"action", "/share"},
                          {"method", "GET"},
                          {"enctype", "application/x-www-form-urlencoded"},
                          {"params", {{"title", "title"}, {"text", "text"}, {"url", "url"}}}}}};
    auto response = Response::text("application/manifest+json; charset=utf-8", manifest.dump());
    // The address names the language, so a browser may keep it.
    response.set("Cache-Control", "private, max-age=3600");
    response.set("Content-Language", language.code());
    return response;
}

// Kept by the visitor's browser, so there is nothing of them in it.
base::Result<Response> show_offline(Context& context) {
    context.visitor();
    const auto& language = context.language();
    auto response = Response::html(
        200, context.services().renderer.bare(language, {.name = "offline",
                                                         .title = language.text("You are offline"),
                                                         .theme = std::string(context.theme())}));
    response.set("Content-Language", language.code());
    response.set("Cache-Control", "private, no-cache");
    return response;
}

}  // namespace fcgi::handlers
