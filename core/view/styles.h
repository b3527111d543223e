// Which style sheets a page needs besides the one of every page. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

namespace view {

// Names of files in static/css without their ending, in the order in which they are to be loaded; none for a page without any of its own.
std::span<const std::string_view> styles_of(std::string_view page);

}  // namespace view
