// Programs of the system that ours can do without.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace media {

// The full path, without links, of what can be executed there; nothing where nothing can. Never throws for what is not there.
std::optional<std::string> program_at(const std::filesystem::path& path);

// `setting`: the path of the program, "none" for nowhere, or empty: in the folders of `path`, as PATH has them (only full ones count). Never throws for what is
// not there.
std::optional<std::string> find_program(std::string_view name, std::string_view setting,
                                        std::string_view path);
// In the PATH of this process. Where nothing is found, though the setting is not "none", `loss` ("PDF files are refused") stands in the log. Before any thread.
std::optional<std::string> find_program_or_warn(std::string_view name, std::string_view setting,
                                                std::string_view loss);

// PATH of this process, or the usual one. Before any thread.
std::string_view search_path();

}  // namespace media
