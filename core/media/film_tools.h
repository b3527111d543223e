// Whether this machine has the programs that read videos.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace media {

struct FilmTools {
    std::string ffmpeg;   // full paths, without links
    std::string ffprobe;  // which lies beside it
};

// `setting` (FFMPEG): the path of ffmpeg, "none" for nowhere, or empty: in the folders of `path`, which is that of the process. Nothing when one of the two is
// not there. Never throws for what is not there.
std::optional<FilmTools> find_film_tools(std::string_view setting, std::string_view path);
// With the PATH of this process, and a word in the log when there are none.
std::optional<FilmTools> find_film_tools(std::string_view setting);

}  // namespace media
