// Small videos, made by ffmpeg where a test wants one.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/media/child_process.h"
#include "core/media/confined_films.h"
#include "tests/support/scratch_folder.h"

namespace support {

using Words = std::vector<std::string>;

inline media::FilmTools film_tools() {
    auto tools = media::find_film_tools("");
    if (!tools) throw std::runtime_error("ffmpeg is missing: scripts/install-deps --tests");
    return *tools;
}

// What ffmpeg makes of these arguments, in a file whose name ends so.
inline std::string made_by_ffmpeg(Words arguments, const std::string& ending) {
    const ScratchFolder scratch;
    const std::string path = scratch.path() + "/made." + ending;
    arguments.insert(arguments.begin(), {"-nostdin", "-v", "error", "-y"});
    arguments.push_back(path);
    const auto ended = media::run(film_tools().ffmpeg, {}, base::Millis{120'000}, arguments);
    if (ended.status != 0) throw std::runtime_error("ffmpeg cannot make a video");
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Sources: moving bars of this size, frames a second and seconds; a tone.
inline Words bars(const std::string& size, const std::string& rate, const std::string& seconds) {
    return {"-f", "lavfi", "-i", "testsrc2=s=" + size + ":r=" + rate + ":d=" + seconds};
}
inline Words tone(const std::string& seconds) { return {"-f", "lavfi", "-i", "sine=d=" + seconds}; }

inline const Words as_h264{"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"};
inline const Words as_vp8{"-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k"};

inline Words operator+(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// Two seconds of 320 x 180 with a tone.
inline const std::string& small_mp4() {
    static const std::string bytes =
        made_by_ffmpeg(bars("320x180", "10", "2") + tone("2") + as_h264 + Words{"-c:a", "aac"}, "mp4");
    return bytes;
}
inline const std::string& small_webm() {
    static const std::string bytes =
        made_by_ffmpeg(bars("320x180", "10", "2") + tone("2") + as_vp8 + Words{"-c:a", "libopus"}, "webm");
    return bytes;
}

}  // namespace support
