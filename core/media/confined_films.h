// Videos of strangers are read by ffmpeg and ffprobe, which can touch nothing of this machine: chatroom-confined (core/media/launcher) executes them. This is the
// side that begins them, bounds them, and believes nothing they say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/media/confined_program.h"
#include "core/media/film.h"
#include "core/media/film_tools.h"

namespace media {

// A video made anew: its streams as they were, in a container of ours that says nothing else.
struct Film {
    std::string bytes;
    FilmKind kind = FilmKind::mp4;
    base::Millis duration{0};
    std::string poster;  // PNG of a stranger's pixels: for the ConfinedDecoder
};

class ConfinedFilms {
public:
    // `tools`: none, and every video is refused. `launcher`: the path of chatroom-confined. `patience`: for all that is done with one video; what ends it before is
    // the time of the processor that it may use.
    ConfinedFilms(std::optional<FilmTools> tools, std::string launcher,
                  base::Millis patience = base::Millis{45'000});

    // Whether videos are taken here at all.
    bool present() const { return tools_.has_value(); }

    // Blocks while the programs run. Errors: picture_video (this machine has no ffmpeg, or none any more, or cannot shut it off: the log says which),
    // video_type, video_sides, video_length, video_damaged, video_effort. Throws std::system_error when chatroom-confined itself cannot be begun. Any thread.
    base::Result<Film> read(std::string_view bytes, FilmKind kind, const base::Limits& limits) const;

private:
    std::optional<FilmTools> tools_;
    std::string launcher_;
    base::Millis patience_;
};

}  // namespace media
