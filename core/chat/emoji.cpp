#include "core/chat/emoji.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace chat {
namespace {

constexpr std::size_t longest = 64;  // bytes; the longest, a kiss with two skin tones, has 35
constexpr UChar emoji_style = 0xFE0F;

bool is_emoji(const icu::UnicodeString& text) {
    return u_stringHasBinaryProperty(text.getBuffer(), text.length(), UCHAR_RGI_EMOJI) != 0;
}

}  // namespace

std::optional<std::string> parse_emoji(std::string_view text) {
    if (text.empty() || text.size() > longest) return std::nullopt;
    auto emoji = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    // Typed without its selector: a heart may be text or emoji.
    if (!is_emoji(emoji)) emoji.append(emoji_style);
    if (!is_emoji(emoji)) return std::nullopt;
    std::string out;
    emoji.toUTF8String(out);
    if (out.size() > longest) return std::nullopt;
    return out;
}

}  // namespace chat
