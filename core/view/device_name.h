// What people call the browser that a User-Agent header describes.
#pragma once

#include <string>
#include <string_view>

namespace view {

// "Firefox · Android"; one of both where the other is not known; empty when neither is. Names of makers, the same in every language. Pure.
std::string device_name(std::string_view user_agent);

}  // namespace view
