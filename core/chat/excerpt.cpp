#include "core/chat/excerpt.h"

#include <unicode/utf8.h>

#include <algorithm>

namespace chat {
namespace {

constexpr const char* left_out = "…";

std::size_t forward(std::string_view text, std::size_t from, std::size_t code_points) {
    auto at = static_cast<std::int32_t>(from);
    U8_FWD_N(text.data(), at, static_cast<std::int32_t>(text.size()), static_cast<std::int32_t>(code_points));
    return static_cast<std::size_t>(at);
}

std::size_t back(std::string_view text, std::size_t from, std::size_t code_points) {
    auto at = static_cast<std::int32_t>(from);
    const auto* bytes =
        reinterpret_cast<const std::uint8_t*>(text.data());  // NOLINT: what ICU reads backwards
    U8_BACK_N(bytes, 0, at, static_cast<std::int32_t>(code_points));
    return static_cast<std::size_t>(at);
}

// A third of it before the first span; all of it used where the text ends sooner.
Span window(std::string_view text, const std::vector<Span>& spans, std::size_t most) {
    const std::size_t first = spans.empty() ? 0 : spans.front().begin;
    const std::size_t end = forward(text, back(text, first, most / 3), most);
    return {back(text, end, most), end};
}

void add(std::vector<Piece>& pieces, std::string_view text, bool marked) {
    if (!text.empty()) pieces.push_back({std::string(text), marked});
}

}  // namespace

std::vector<Piece> excerpt(std::string_view text, const std::vector<Span>& spans, std::size_t most) {
    const Span shown = window(text, spans, most);
    std::vector<Piece> pieces;
    if (shown.begin > 0) add(pieces, left_out, false);
    std::size_t at = shown.begin;
    for (const auto& span : spans) {
        const std::size_t begin = std::clamp(span.begin, at, shown.end);
        const std::size_t end = std::clamp(span.end, begin, shown.end);
        add(pieces, text.substr(at, begin - at), false);
        add(pieces, text.substr(begin, end - begin), true);
        at = end;
    }
    add(pieces, text.substr(at, shown.end - at), false);
    if (shown.end < text.size()) add(pieces, left_out, false);
    return pieces;
}

}  // namespace chat
