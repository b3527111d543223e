// Latencies in logarithmic buckets: 64 to every doubling, so a quantile is within 1.6 % of the true one and
// recording costs a few instructions.
#pragma once

#include <array>
#include <cstdint>

#include "tests/load/clock.h"

namespace load {

class Histogram {
public:
    // Counts one latency; a negative one counts as 0.
    void record(Nanoseconds latency);

    // The latency that the share `q` (0..1) of all records does not exceed, in nanoseconds (the middle of
    // its bucket); 0 when empty.
    Nanoseconds quantile(double q) const;

    std::uint64_t count() const { return count_; }
    Nanoseconds max() const { return max_; }

private:
    static constexpr int kSubBits = 6;
    static constexpr std::size_t kSub = std::size_t{1} << kSubBits;
    static std::size_t bucket_of(std::uint64_t value);
    static Nanoseconds middle_of(std::size_t bucket);

    std::array<std::uint64_t, (64 - kSubBits + 1) * kSub> buckets_{};
    std::uint64_t count_ = 0;
    Nanoseconds max_ = 0;
};

}  // namespace load
