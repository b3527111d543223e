// Texts that stand in others, each in its own direction: https://www.unicode.org/reports/tr9/ (FSI and PDI). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace view {

inline constexpr std::string_view first_strong_isolate = "\u2068";
inline constexpr std::string_view pop_directional_isolate = "\u2069";

// Turns no sentence round, whatever its own letters are.
inline std::string isolated(std::string_view text) {
    return std::string(first_strong_isolate).append(text).append(pop_directional_isolate);
}

}  // namespace view
