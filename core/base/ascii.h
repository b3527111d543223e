// Letters of ASCII alone, whatever the locale: names of headers, hosts and charsets are compared without regard to their case.
#pragma once

#include <algorithm>
#include <string>

namespace base {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The text with its letters in lower case; bytes beyond ASCII stay.
inline std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), lower);
    return text;
}

}  // namespace base
