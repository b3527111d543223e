#include "core/verification/openid_json.h"

#include <algorithm>

namespace verification::openid {
namespace {

constexpr int deepest = 8;

}  // namespace

std::optional<nlohmann::json> parse_object(std::string_view text) {
    bool too_deep = false;
    const auto bounded = [&](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
        too_deep = too_deep || depth > deepest;
        return !too_deep;
    };
    auto json = nlohmann::json::parse(text, bounded, false);
    if (too_deep || !json.is_object()) return std::nullopt;
    return json;
}

const nlohmann::json& member_of(const nlohmann::json& object, std::string_view name) {
    static const nlohmann::json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : *found;
}

std::string text_of(const nlohmann::json& object, std::string_view name) {
    const auto* text = member_of(object, name).get_ptr<const std::string*>();
    return text != nullptr ? *text : std::string();
}

bool lists(const nlohmann::json& object, std::string_view name, std::string_view text) {
    const auto& list = member_of(object, name);
    return list.is_array() && std::ranges::any_of(list, [&](const nlohmann::json& one) {
               const auto* held = one.get_ptr<const std::string*>();
               return held != nullptr && *held == text;
           });
}

bool is_plain(std::string_view text, std::size_t most) {
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\';
    });
}

}  // namespace verification::openid
