// What ffprobe says of a video, and whether such a one is taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/media/film.h"

namespace media {

struct FilmFacts {
    struct Stream {
        std::string type;  // "video", "audio", "data", "subtitle"...
        std::string codec;
        std::string pixels;  // the format of a picture's pixels
        std::uint32_t width = 0;
        std::uint32_t height = 0;
    };
    std::vector<Stream> streams;
    std::optional<base::Millis> duration;  // as the file says; recorders of live video leave it out
};

// What ffprobe is to tell of, for its -show_entries.
inline constexpr std::string_view told_facts =
    "stream=codec_type,codec_name,pix_fmt,width,height:format=duration";

// Nothing when it is no JSON of that kind: believe nothing of who wrote it. Pure.
std::optional<FilmFacts> parse_facts(std::string_view json);

// One video stream that every browser plays, at most one of sound, within the limits. Others (subtitles, data) do not matter: they are left out. Errors:
// video_type, video_sides, video_length, video_damaged (nothing in it, or a picture of no size). Pure.
std::optional<base::ErrorCode> refusal_of(const FilmFacts& facts, FilmKind kind, const base::Limits& limits);

}  // namespace media
