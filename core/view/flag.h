// Flags of countries as text.
#pragma once

#include <string>
#include <string_view>

namespace view {

// The flag emoji of a country's two letters (two regional indicators); a globe for anything else, as for the All lounges. Pure.
std::string flag_of(std::string_view country);

}  // namespace view
