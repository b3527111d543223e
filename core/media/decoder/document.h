// Reads a picture of a document and makes a new one of its pixels alone, in which small print can still be read.
#pragma once

#include <string_view>

#include "core/media/decoder/kind.h"
#include "core/media/decoder/picture.h"

namespace media::decoder {

// The record's sides and `full`; no thumbnail and nothing else of it. What moves is other_type, and so is GIF. What shines through is laid on white. Never
// throws for what the bytes are.
Pictures read_document(Kind kind, std::string_view bytes);

}  // namespace media::decoder
