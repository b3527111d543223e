// Short texts that people type about themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace accounts {

// Without white space around it. Pure.
std::string trimmed(std::string_view text);
// Valid UTF-8 of at most so many code points, without control characters other than line breaks. Pure.
bool fits(std::string_view text, std::size_t most_code_points);

}  // namespace accounts
