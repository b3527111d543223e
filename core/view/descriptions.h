// The pages that a stranger may see, and what search engines say about them. Every other page asks not to be listed. Pure; any thread.
#pragma once

#include <string_view>

namespace view {

// In English (an id of the catalogue); empty for a page that is not to be listed.
std::string_view description_of(std::string_view page);

}  // namespace view
