// Files that are written once and must be safe, or must be gone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace verification {

// All throw std::system_error.

// With its folder, readable by us alone.
void make_folder(const std::string& folder);
// Complete on the disk or not there at all; the name must be new.
void write_new(const std::string& folder, std::string_view name, std::string_view bytes);
// In place of what is there, which is overwritten on the disk; false when nothing is there (any more).
bool write_instead(const std::string& folder, std::string_view name, std::string_view bytes);
std::optional<std::string> read_whole(const std::string& path);
// When it was written last; nothing when it is not there.
std::optional<base::Time> written_at(const std::string& folder, std::string_view name);
// Its bytes are overwritten on the disk before the name goes, and so is what a killed write of this name left behind. (A disk that writes elsewhere instead, as an SSD may, keeps them for a while: they are sealed.)
void overwrite_and_remove(const std::string& folder, std::string_view name);
void remove_file(const std::string& folder, std::string_view name);
// Names of 32 hexadecimal digits; what else lies there is not ours.
std::vector<std::string> sealed_names(const std::string& folder);
// What somebody who was killed while they wrote a sealed file left behind, last touched before then, is overwritten and goes. Returns how many.
std::size_t remove_unfinished(const std::string& folder, base::Time before);
// How many of those lie there.
std::size_t count_unfinished(const std::string& folder, base::Time before);
bool is_sealed_name(std::string_view name);

}  // namespace verification
