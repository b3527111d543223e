// A picture made ready for text recognition.
#pragma once

#include <string>
#include <string_view>

namespace media::decoder {

// `bytes`: a picture of one of the four kinds. `way`: "TURN,SIDE,FROM": turned clockwise by 0, 90, 180 or 270 degrees, its longer side SIDE pixels (100 to 3,000,
// also when it was smaller), without the upper FROM hundredths of it (0 to 90). Its lines are made level. Gives a grey PGM; nothing when these bytes are no picture
// or too many pixels, or there is no such way. Call between start_library() and the end.
std::string for_reading(std::string_view bytes, std::string_view way);

}  // namespace media::decoder
