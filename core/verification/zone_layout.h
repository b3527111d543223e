// Where what stands in a zone (ICAO Doc 9303 parts 4 to 6), for those who read one.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/verification/mrz.h"

namespace verification {

struct Place {
    std::size_t line = 0;
    std::size_t at = 0;
    std::size_t length = 0;
};

// What may stand at a place, one character of a mask each.
enum class Kind : char {
    letter = 'a',  // or a filler
    any = 'x',     // letter, digit or filler
    digit = 'd',
    partial = 'b',  // of a date or a check digit: digit or filler
    sex = 's',
};

struct Layout {
    ZoneFormat format;
    std::size_t width;
    std::span<const std::string_view> masks;  // one a line
    Place code, state, number, number_check, nationality, birth, birth_check, sex, expiry, expiry_check;
    Place optional;        // where a number that is too long goes on
    Place optional_check;  // length 0: there is none
    Place more_optional;   // length 0: there is none
    Place names, composite_check;
    std::array<Place, 4> composite;
};

const Layout& layout_of(ZoneFormat format);

constexpr char filler = '<';

// Of one character: '0' to '9', 'A' to 'Z', or a filler.
int value_of(char character);
// '0' to '9' for such characters.
char check_digit(std::string_view text);

inline std::string_view text_at(std::span<const std::string> lines, const Place& place) {
    return std::string_view(lines[place.line]).substr(place.at, place.length);
}

bool composite_holds(std::span<const std::string> lines, const Layout& layout);

}  // namespace verification
