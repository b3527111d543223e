#include "tests/load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace load {

std::size_t Histogram::bucket_of(std::uint64_t value) {
    if (value < kSub) return value;
    // value >> exponent lies in [kSub, 2 * kSub)
    const std::size_t exponent = static_cast<std::size_t>(std::bit_width(value)) - 1 - kSubBits;
    return exponent * kSub + static_cast<std::size_t>(value >> exponent);
}

Nanoseconds Histogram::middle_of(std::size_t bucket) {
    if (bucket < 2 * kSub) return static_cast<Nanoseconds>(bucket);
    const std::size_t exponent = bucket / kSub - 1;
    const std::uint64_t low = (bucket - exponent * kSub) << exponent;
    return static_cast<Nanoseconds>(low + (std::uint64_t{1} << exponent) / 2);
}

void Histogram::record(Nanoseconds latency) {
    latency = std::max<Nanoseconds>(latency, 0);
    ++buckets_[bucket_of(static_cast<std::uint64_t>(latency))];
    ++count_;
    max_ = std::max(max_, latency);
}

Nanoseconds Histogram::quantile(double q) const {
    if (count_ == 0) return 0;
    const auto rank =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(count_))));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        seen += buckets_[bucket];
        if (seen >= rank) return std::min(middle_of(bucket), max_);
    }
    return max_;
}

}  // namespace load
