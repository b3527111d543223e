#include "core/chat/body.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <algorithm>

namespace chat {
namespace {

std::string with_line_feeds(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out.push_back(text[i]);
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out.push_back('\n');
        }
    }
    return out;
}

bool allowed(UChar32 c) {
    if (c < 0) return false;  // not UTF-8
    if (c == '\n' || c == '\t') return true;
    const int category = u_charType(c);
    return category != U_CONTROL_CHAR && category != U_SURROGATE;
}

}  // namespace

base::Result<std::string> check_body(std::string_view body, const base::Limits& limits) {
    const std::string text = with_line_feeds(body);
    const auto length = static_cast<int32_t>(text.size());
    std::size_t code_points = 0;
    std::size_t trailing = 0;
    int32_t begin = -1;
    int32_t end = 0;
    for (int32_t i = 0; i < length;) {
        const int32_t start = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (!allowed(c)) return base::ErrorCode::body_invalid;
        const bool space = u_isUWhiteSpace(c) != 0;
        if (begin < 0 && space) continue;
        if (begin < 0) begin = start;
        trailing = space ? trailing + 1 : 0;
        ++code_points;
        if (!space) end = i;
    }
    if (begin < 0) return base::ErrorCode::body_empty;
    if (code_points - trailing > limits.body_code_points) return base::ErrorCode::body_too_long;
    return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

bool valid_client_id(std::string_view id, const base::Limits& limits) {
    const auto fine = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    return !id.empty() && id.size() <= limits.client_id_length && std::ranges::all_of(id, fine);
}

}  // namespace chat
