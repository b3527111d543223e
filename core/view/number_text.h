// Counts as a language writes them: "1,234" in English, "1.234" in German. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace view {

// `language`: a code of the eight. In the digits 0 to 9, like all numbers of the pages.
std::string number_text(std::uint64_t number, std::string_view language);

}  // namespace view
