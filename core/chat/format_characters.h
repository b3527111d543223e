// What kind of character stands where, for format.h. Texts are UTF-8; what is not reads as a symbol.
#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string_view>

namespace chat {

// 0 at either end of the text.
inline UChar32 character_before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    auto i = static_cast<int32_t>(at);
    UChar32 c = 0;
    U8_PREV(text.data(), 0, i, c);
    return c;
}

inline UChar32 character_at(std::string_view text, std::size_t at, std::size_t* next = nullptr) {
    if (at >= text.size()) return 0;
    auto i = static_cast<int32_t>(at);
    UChar32 c = 0;
    U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
    if (next != nullptr) *next = static_cast<std::size_t>(i);
    return c;
}

inline bool is_space(UChar32 c) { return c == 0 || (c > 0 && u_isUWhiteSpace(c) != 0); }

inline bool is_letter_mark_or_digit(UChar32 c) {
    return c > 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}

// Chinese, Japanese, Thai and their like put no spaces between words; Korean ties particles to them.
inline bool needs_no_space(UChar32 c) {
    switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
        case U_LB_IDEOGRAPHIC:
        case U_LB_COMPLEX_CONTEXT:
        case U_LB_CONDITIONAL_JAPANESE_STARTER:
        case U_LB_NONSTARTER:
        case U_LB_H2:
        case U_LB_H3:
        case U_LB_JL:
        case U_LB_JV:
        case U_LB_JT:
            return true;
        default:
            return false;
    }
}

// A letter that would make one word with a letter beside it.
inline bool is_of_word(UChar32 c) { return is_letter_mark_or_digit(c) && !needs_no_space(c); }

}  // namespace chat
