// What one measured phase counted.
#pragma once

#include <cstdint>

#include "tests/load/histogram.h"

namespace load {

struct Tally {
    std::uint64_t posts = 0;
    std::uint64_t deliveries = 0;
    Histogram ack;       // from when a post was due to its acknowledgement
    Histogram delivery;  // from when a post was due to its arrival at each reader
    Histogram last;      // from when a post was due to its arrival at the last of its readers
};

}  // namespace load
