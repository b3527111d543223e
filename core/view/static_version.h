#pragma once

#include <string>

namespace view {

// The version of the static files: the first folder of their addresses, /static/<version>/... 12 hexadecimal digits that follow the names and contents of all files
// below `folder`; those of no file where it does not exist. Throws std::filesystem::filesystem_error where it cannot be read.
std::string static_version(const std::string& folder);

}  // namespace view
