#include "core/push/notice.h"

#include <nlohmann/json.hpp>

namespace push {
namespace {

std::string with_name(std::string text, const std::string& name) {
    constexpr std::string_view marker = "{name}";
    if (const auto at = text.find(marker); at != std::string::npos) text.replace(at, marker.size(), name);
    return text;
}

Notice make(const std::string& title, const std::string& body, const std::string& path, bool urgent,
            const view::Language& language) {
    const nlohmann::json payload{{"title", title},
                                 {"body", body},
                                 {"path", path},
                                 {"lang", language.code()},
                                 {"dir", language.direction()}};
    return {.place = path,
            .payload = payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
            .urgent = urgent};
}

}  // namespace

Notice notice_of(const store::PushedMessage& message, store::PushReason reason,
                 const view::Language& language) {
    const std::string text = reason == store::PushReason::reply ? language.text("{name} answered you")
                                                                : language.text("{name} mentioned you");
    return make(with_name(text, message.author_name), message.lounge_name + " · " + message.room_name,
                "/lounges/" + message.slug, false, language);
}

Notice notice_of(const store::DirectMessage& message, const view::Language& language) {
    return make(with_name(language.text("{name} wrote to you"), message.author_name), "",
                "/direct/" + std::to_string(message.author.value), true, language);
}

}  // namespace push
