// What a file is, by its first bytes: never by its name, nor by what a browser said of it.
#pragma once

#include <string_view>

namespace media::decoder {

enum class Kind { jpeg, png, webp, gif, other };

// Pure.
Kind kind_of(std::string_view bytes);

}  // namespace media::decoder
