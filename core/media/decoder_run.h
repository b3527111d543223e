// One run of chatroom-image (core/media/decoder): it is begun, bounded, and its answer taken as what a stranger may have written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/media/decoded_record.h"

namespace media {

// Why there is no picture.
enum class Trouble { type, pixels, damaged, effort };

struct DecoderAnswer {
    std::optional<Trouble> trouble;  // then nothing else is there
    DecodedRecord record{};
    std::string full;
    std::string thumb;
};

// `words`: the mode and its argument, see main.cpp of the decoder. Blocks. An answer without trouble is not yet believed: is what it holds what it should be? Throws
// std::runtime_error when the program cannot be begun or confined, or does not know the mode. Any thread.
DecoderAnswer run_decoder(const std::string& program, const std::vector<std::string>& words,
                          std::string_view bytes, base::Millis patience);

bool is_webp(std::string_view bytes);
// From one pixel to `most`.
bool is_side(std::uint32_t length, int most);

}  // namespace media
