// The arithmetic of the waiting room: who is called next, and how long it may take. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/store/admissions.h"

namespace chat {

// Who of those that wait (in their order, see store::first_waiting) takes a place that is free. A member takes any; a guest one of the guests' share.
std::vector<store::Admission> callable(const store::Bounds& bounds, store::Taken taken,
                                       std::span<const store::Admission> waiting);

// How many of the last waits an estimate goes by, and how old they may be.
inline constexpr std::size_t waits_considered = 20;
inline constexpr base::Millis waits_count_for{std::chrono::hours{1}};

// What somebody with `ahead` people before them is told. Each recent wait says what one place took; their median counts, so that one long or short wait
// does not. `quiet` is how long nobody was called although somebody waited: a queue that has come to a stop is never said to be faster than that.
// Nothing when nobody was called of late: then it is not known.
std::optional<base::Millis> estimate(std::span<const store::Wait> recent, base::Millis quiet,
                                     std::uint64_t ahead);

}  // namespace chat
