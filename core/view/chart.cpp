#include "core/view/chart.h"

#include <algorithm>
#include <array>

namespace view {
namespace {

constexpr std::uint64_t bar_share = 70;  // of a hundredth of its place

// Down to whole units; `value` may be as large as money gets.
std::uint64_t scaled(std::uint64_t value, std::uint64_t top) {
    const auto part = static_cast<double>(std::min(value, top)) / static_cast<double>(top);
    return static_cast<std::uint64_t>(part * static_cast<double>(chart_height) + 0.5);
}

std::string place(std::uint64_t x, std::uint64_t y) { return std::to_string(x) + " " + std::to_string(y); }

// Values stand at the beginning of their stretch of time, so that lines and bars share an axis.
std::uint64_t x_of(std::size_t nth, std::size_t count) { return nth * chart_width / count; }

// Calls `draw(begin, end)` for each run of known values.
template <class Draw>
void for_runs(const ChartValues& values, Draw&& draw) {
    for (std::size_t begin = 0; begin < values.size(); ++begin) {
        if (!values[begin]) continue;
        std::size_t end = begin;
        while (end < values.size() && values[end]) ++end;
        draw(begin, end);
        begin = end;
    }
}

std::string along(const ChartValues& values, std::size_t begin, std::size_t end, std::uint64_t top) {
    std::string path;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin) path += 'L';
        path += place(x_of(i, values.size()), chart_height - scaled(*values[i], top));
    }
    return path;
}

}  // namespace

std::uint64_t chart_top(std::uint64_t highest) {
    constexpr std::array<std::uint64_t, 7> steps{1, 2, 3, 4, 5, 6, 8};
    constexpr std::uint64_t least = 4;
    if (highest <= least) return least;
    for (std::uint64_t power = 1; power <= UINT64_MAX / 10; power *= 10) {
        for (const auto step : steps) {
            const auto top = step * power;
            if (top >= highest && top % 2 == 0) return top;
        }
    }
    return highest;
}

std::vector<ChartValues> stacked(std::vector<ChartValues> parts) {
    for (std::size_t nth = 1; nth < parts.size(); ++nth) {
        for (std::size_t i = 0; i < parts[nth].size(); ++i) {
            auto& value = parts[nth][i];
            const auto& below = parts[nth - 1][i];
            value = value && below ? std::optional(*value + *below) : std::nullopt;
        }
    }
    return parts;
}

std::optional<ChartRange> range_of(const ChartValues& values) {
    std::optional<ChartRange> range;
    for (const auto& value : values) {
        if (!value) continue;
        if (!range) range = {*value, *value};
        range->low = std::min(range->low, *value);
        range->high = std::max(range->high, *value);
    }
    return range;
}

std::string line_path(const ChartValues& values, std::uint64_t top) {
    std::string path;
    for_runs(values, [&](std::size_t begin, std::size_t end) {
        path += "M" + along(values, begin, end, top);
        if (end - begin == 1) path += "h0";
    });
    return path;
}

std::string area_path(const ChartValues& values, std::uint64_t top) {
    std::string path;
    for_runs(values, [&](std::size_t begin, std::size_t end) {
        if (end - begin == 1) return;
        path += "M" + place(x_of(begin, values.size()), chart_height) + "L" + along(values, begin, end, top) +
                "V" + std::to_string(chart_height) + "Z";
    });
    return path;
}

std::string bars_path(const ChartValues& values, std::uint64_t top) {
    std::string path;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto height = values[i] ? scaled(*values[i], top) : 0;
        // What there is shows, however little it is.
        if (!values[i] || *values[i] == 0) continue;
        const auto begin = x_of(i, values.size());
        const auto width = (x_of(i + 1, values.size()) - begin) * bar_share / 100;
        const auto tall = std::max<std::uint64_t>(height, 2);
        path += "M" + place(begin, chart_height) + "v-" + std::to_string(tall) + "h" + std::to_string(width) +
                "v" + std::to_string(tall) + "z";
    }
    return path;
}

}  // namespace view
