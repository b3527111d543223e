// Which descriptors the programs that read a video get.
#pragma once

#include "core/media/confined_program.h"

namespace media {

inline constexpr int film_in = confined_in;
inline constexpr int film_report = confined_printed;
inline constexpr int film_out = 3;
inline constexpr int poster_out = 4;

}  // namespace media
