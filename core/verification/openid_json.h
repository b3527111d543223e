// Reading what an OpenID provider said. Nothing here throws, whatever came. Pure.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace verification::openid {

// Nothing when it is not a JSON object, or one with lists and objects more than a few levels deep.
std::optional<nlohmann::json> parse_object(std::string_view text);

// A member's text; empty when it is absent or none.
std::string text_of(const nlohmann::json& object, std::string_view name);
// Null when it is absent; lives as long as `object`.
const nlohmann::json& member_of(const nlohmann::json& object, std::string_view name);
// Whether a member is a list that holds this text.
bool lists(const nlohmann::json& object, std::string_view name, std::string_view text);

// Printable ASCII without spaces and quotes, of at most `most` bytes: may stand in an address or a header.
bool is_plain(std::string_view text, std::size_t most);

}  // namespace verification::openid
