// What the confined decoder (core/media/decoder) writes about a picture, beside the picture itself. Both sides come from one build, so it goes as it lies
// in memory; whoever reads it must still believe none of it: the writer has read a stranger's file.
#pragma once

#include <cstdint>
#include <type_traits>

namespace media {

// Descriptors of the decoder.
inline constexpr int picture_in = 0;
inline constexpr int record_out = 1;
inline constexpr int full_out = 3;
inline constexpr int thumb_out = 4;

enum class Verdict : std::uint32_t {
    unfinished,  // it ended before it had one
    decoded,
    other_type,  // neither JPEG, PNG, WebP nor GIF
    too_many_pixels,
    damaged,
};

struct DecodedRecord {
    Verdict verdict = Verdict::unfinished;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::uint32_t frames = 0;  // 1: it does not move
    std::uint64_t perceptual_hash = 0;
    std::uint32_t blur_size = 0;
    unsigned char blur[500] = {};  // a WebP of a few pixels
};
static_assert(std::is_trivially_copyable_v<DecodedRecord>);

}  // namespace media
