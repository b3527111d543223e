// Pictures of strangers are read by a program of its own, chatroom-image, which can touch nothing of this machine: see core/media/decoder. This is the side
// that begins it, bounds it, and believes nothing it says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace media {

// A picture made anew: WebP, upright, sRGB, pixels alone.
struct Decoded {
    std::string full;
    std::string thumb;  // of the first frame
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::uint32_t frames = 1;
    std::uint64_t perceptual_hash = 0;
    std::string blur;  // a WebP of a few pixels, to stand in; empty when there is none
};

class ConfinedDecoder {
public:
    // `program`: the path of chatroom-image. `patience`: after that it is ended. What ends it before is the time of the processor that it may use; this is
    // for one that waits, and long enough for a machine that is busy with something else.
    explicit ConfinedDecoder(std::string program, base::Millis patience = base::Millis{60'000});

    // Blocks while the program runs. Errors: picture_type, picture_pixels, picture_damaged, picture_effort. Throws std::runtime_error when the
    // program cannot be begun or confined. Any thread.
    base::Result<Decoded> decode(std::string_view bytes) const;

private:
    std::string program_;
    base::Millis patience_;
};

// chatroom-image beside the program that runs.
std::string decoder_program();

}  // namespace media
