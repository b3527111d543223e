#include "core/media/film_tools.h"

#include <algorithm>
#include <filesystem>

#include "core/base/log.h"
#include "core/media/find_program.h"

namespace media {
namespace {

namespace fs = std::filesystem;

std::optional<FilmTools> tools_at(const fs::path& ffmpeg) {
    auto one = program_at(ffmpeg);
    auto other = program_at(ffmpeg.parent_path() / "ffprobe");
    if (!one || !other) return std::nullopt;
    return FilmTools{.ffmpeg = std::move(*one), .ffprobe = std::move(*other)};
}

}  // namespace

std::optional<FilmTools> find_film_tools(std::string_view setting, std::string_view path) {
    if (setting == "none") return std::nullopt;
    if (!setting.empty()) return tools_at(setting);
    while (!path.empty()) {
        const auto folder = path.substr(0, path.find(':'));
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
        if (!folder.starts_with('/')) continue;
        if (auto tools = tools_at(fs::path(folder) / "ffmpeg")) return tools;
    }
    return std::nullopt;
}

std::optional<FilmTools> find_film_tools(std::string_view setting) {
    auto tools = find_film_tools(setting, search_path());
    if (!tools && !setting.empty() && setting != "none")
        base::log::warning("videos are refused: FFMPEG names {}, where ffmpeg and ffprobe are not", setting);
    return tools;
}

}  // namespace media
