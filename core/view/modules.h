// What a page's script imports, found before the browser finds it: a <link rel="modulepreload"> for each, so that no module waits for the one that names it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace view {

// Names of the modules below `folder` that `entry` imports, and those that these import: each once, the nearest first, without the entry. What is imported
// when it is first wanted (`import(...)`) is not among them. Throws std::runtime_error naming a module that is not there.
std::vector<std::string> imports_of(const std::string& entry, const std::string& folder);

// The template with these links in front of each of its module scripts.
std::string preload_modules(std::string_view source, const std::string& folder);

}  // namespace view
