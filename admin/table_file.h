// Files of rows that come with the product: sql/*.tsv.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace admin {

// Tab-separated lines; # begins a comment line. Throws std::runtime_error for a file that cannot be read, and for a row with another number of columns.
std::vector<std::vector<std::string>> read_table(const std::string& path, std::size_t columns);

}  // namespace admin
