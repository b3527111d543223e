// Characters with their places, as text recognition prints them, put back on the grid on which a zone is printed.
#pragma once

#include <string>
#include <string_view>

namespace verification {

// `boxes`: lines of "CHARACTER LEFT BOTTOM RIGHT TOP PAGE" in pixels, in the order of reading (tesseract's box file). A zone has ten characters an inch, each in the middle of
// its place (ICAO Doc 9303-3, 4.2), so what was seen twice lies between two places and is left out, and a place where nothing was seen is a '?', among fillers a
// filler. Gives lines of text. Lines whose characters have no such order stay as they are. Reads the last 256 KiB. Pure.
std::string on_the_grid(std::string_view boxes);

}  // namespace verification
