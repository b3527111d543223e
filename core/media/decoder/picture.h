// Reads a picture and makes two new ones of its pixels alone.
#pragma once

#include <string>
#include <string_view>

#include "core/media/decoded_record.h"
#include "core/media/decoder/kind.h"

namespace media::decoder {

// Call once, before confine(): libraries are loaded, and only the readers of the four kinds are left switched on.
void start_library();

struct Pictures {
    DecodedRecord record;
    std::string full;   // WebP
    std::string thumb;  // WebP, of the first frame
};
// Never throws for what the bytes are: the record's verdict says it. `kind` is one of the four pictures.
Pictures read_picture(Kind kind, std::string_view bytes);

}  // namespace media::decoder
