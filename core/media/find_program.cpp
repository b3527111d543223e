#include "core/media/find_program.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/log.h"

namespace media {

namespace fs = std::filesystem;

std::optional<std::string> program_at(const fs::path& path) {
    std::error_code failure;
    const auto real = fs::canonical(path, failure);
    if (failure || access(real.c_str(), X_OK) != 0 || !fs::is_regular_file(real, failure))
        return std::nullopt;
    return real.string();
}

std::optional<std::string> find_program(std::string_view name, std::string_view setting,
                                        std::string_view path) {
    if (setting == "none") return std::nullopt;
    if (!setting.empty()) return program_at(setting);
    while (!path.empty()) {
        const auto folder = path.substr(0, path.find(':'));
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
        if (!folder.starts_with('/')) continue;
        if (auto program = program_at(fs::path(folder) / name)) return program;
    }
    return std::nullopt;
}

std::optional<std::string> find_program_or_warn(std::string_view name, std::string_view setting,
                                                std::string_view loss) {
    auto program = find_program(name, setting, search_path());
    if (!program && setting.empty()) base::log::warning("{}: {} is not in the PATH", loss, name);
    if (!program && !setting.empty() && setting != "none")
        base::log::warning("{}: there is no {} at {}", loss, name, setting);
    return program;
}

std::string_view search_path() {
    const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): before any thread
    return path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
}

}  // namespace media
