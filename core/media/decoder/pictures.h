// What the decoder has to say of one file.
#pragma once

#include <string>

#include "core/media/decoded_record.h"

namespace media::decoder {

struct Pictures {
    DecodedRecord record;
    std::string full;   // WebP
    std::string thumb;  // WebP, of the first frame; empty where nobody asks for one
};

}  // namespace media::decoder
