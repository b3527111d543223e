// One steady clock for everything the load client measures.
#pragma once

#include <cstdint>
#include <ctime>

namespace load {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds operator""_s(unsigned long long s) {
    return static_cast<Nanoseconds>(s) * 1'000'000'000;
}
inline constexpr Nanoseconds operator""_ms(unsigned long long ms) {
    return static_cast<Nanoseconds>(ms) * 1'000'000;
}

// Nanoseconds of the monotonic clock. Any thread; no system call (vDSO).
inline Nanoseconds now_ns() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<Nanoseconds>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

}  // namespace load
