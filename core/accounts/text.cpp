#include "core/accounts/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace accounts {

std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const auto first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

bool fits(std::string_view text, std::size_t most_code_points) {
    std::size_t count = 0;
    const auto length = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (c < 0 || ++count > most_code_points) return false;
        if (u_charType(c) == U_CONTROL_CHAR && c != '\n' && c != '\r') return false;
    }
    return true;
}

}  // namespace accounts
