// What may be a reaction. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chat {

// One emoji that is meant for general use, in its full form (with the variation selector where it belongs); nothing when the text is none.
// Source: UTS #51, the set RGI_Emoji, through ICU.
std::optional<std::string> parse_emoji(std::string_view text);

}  // namespace chat
