// Charts as numbers: what the templates put into the paths of an SVG of chart_width by chart_height units, zero at the bottom. Whole numbers, so that pages stay small. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace view {

inline constexpr std::uint64_t chart_width = 1000;
inline constexpr std::uint64_t chart_height = 200;

using ChartValues = std::vector<std::optional<std::uint64_t>>;  // nothing: not known

// The end of an axis that holds `highest`: 4, or 1, 2, 3, 4, 5, 6 or 8 times a power of ten, so that half of it is a whole number.
std::uint64_t chart_top(std::uint64_t highest);

// Each on top of those before it. Not known where any of them is not.
std::vector<ChartValues> stacked(std::vector<ChartValues> parts);

struct ChartRange {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};
// Nothing when no value is known.
std::optional<ChartRange> range_of(const ChartValues& values);

// Commands of a path; empty where there is nothing to draw. A line breaks off where a value is not known; a value between two of these is a dot (with round ends of lines).
std::string line_path(const ChartValues& values, std::uint64_t top);
// The same down to the ground.
std::string area_path(const ChartValues& values, std::uint64_t top);
// A rectangle a value, with a gap between two.
std::string bars_path(const ChartValues& values, std::uint64_t top);

}  // namespace view
