#include "core/view/flag.h"

#include <algorithm>

namespace view {

std::string flag_of(std::string_view country) {
    const bool letters =
        std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (country.size() != 2 || !letters) return "\U0001F310";
    std::string flag;
    for (const char letter : country) {
        // U+1F1E6 stands for A; in UTF-8 all 26 differ in the last byte alone.
        flag += "\xF0\x9F\x87";
        flag += static_cast<char>(0xA6 + (letter - 'A'));
    }
    return flag;
}

}  // namespace view
