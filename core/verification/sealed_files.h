// Files that are written once and must be safe, or must be gone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verification {

// All throw std::system_error.

// With its folder, readable by us alone.
void make_folder(const std::string& folder);
// Complete on the disk or not there at all; the name must be new.
void write_new(const std::string& folder, std::string_view name, std::string_view bytes);
// In place of what is there, which is overwritten on the disk; false when nothing is there (any more).
bool write_instead(const std::string& folder, std::string_view name, std::string_view bytes);
std::optional<std::string> read_whole(const std::string& path);
// Its bytes are overwritten on the disk before the name goes. (A disk that writes elsewhere instead, as an SSD may, keeps them for a while: they are sealed.)
void overwrite_and_remove(const std::string& folder, std::string_view name);
void remove_file(const std::string& folder, std::string_view name);
// Names of 32 hexadecimal digits; what else lies there is not ours.
std::vector<std::string> sealed_names(const std::string& folder);
bool is_sealed_name(std::string_view name);

}  // namespace verification
