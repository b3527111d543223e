// What one line of a zone may have been, by what was read of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verification/zone_layout.h"

namespace verification {

struct LineReading {
    std::string line;      // as wide as it must be, each character of the kind that stands there
    unsigned changes = 0;  // what was guessed of it, beyond what the kinds say
};

// How much shorter or longer than its width a line with check digits may have been read.
inline constexpr std::size_t too_short = 12;
inline constexpr std::size_t too_long = 6;

// Line `which` of a layout, one that holds no names; at most sixteen. Pure.
std::vector<LineReading> data_readings(std::string_view raw, const Layout& layout, std::size_t which);

// The line with the names, which no check digit covers: its best guess. Nothing when it is no such line. Pure.
std::optional<std::string> names_reading(std::string_view raw, const Layout& layout);

}  // namespace verification
