// A word of our own over the whole of a picture, so that whoever passes it on says who saw it.
#pragma once

#include <memory>
#include <string_view>

#include "core/media/decoder/pictures.h"

namespace media::decoder {

class Mark {
public:
    // Before confine(): letters come from files. `text`: UTF-8 of our own making, one line, not empty; any script that a font of this machine has. Throws
    // std::invalid_argument when it cannot be drawn.
    explicit Mark(std::string_view text);

    // After it. `bytes`: a WebP. The record's sides and `full`, a JPEG of the same size: it is made in a tenth of the time of a WebP, and kept by nobody.
    // Never throws for what the bytes are.
    Pictures draw_on(std::string_view bytes) const;

private:
    struct Pattern;
    std::shared_ptr<const Pattern> pattern_;
};

}  // namespace media::decoder
