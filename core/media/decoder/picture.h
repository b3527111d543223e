// Reads a picture and makes two new ones of its pixels alone.
#pragma once

#include <string_view>

#include "core/media/decoder/kind.h"
#include "core/media/decoder/pictures.h"

namespace media::decoder {

// Call once, before confine(): libraries are loaded, and only the readers of the four kinds are left switched on.
void start_library();

// Never throws for what the bytes are: the record's verdict says it. `kind` is one of the four pictures.
Pictures read_picture(Kind kind, std::string_view bytes);

}  // namespace media::decoder
