// Writes the house's figures down as time goes by, for the overview. The rows and their columns are in core/store/house_samples.h.
#pragma once

#include <vector>

#include "core/base/clock.h"
#include "core/db/connection.h"
#include "core/store/house_samples.h"

namespace overview {

inline constexpr base::Millis fine_step{std::chrono::minutes{5}};
inline constexpr base::Millis hour_step{std::chrono::hours{1}};
inline constexpr base::Millis fine_kept{std::chrono::days{2}};
inline constexpr base::Millis hours_kept{std::chrono::days{365}};
// What came to pass is counted anew for so long: of some of it, it is known later how it ended. After the sampler was away it is counted for as long as that, a day at most.
inline constexpr base::Millis recounted{std::chrono::hours{1}};
inline constexpr base::Millis caught_up{std::chrono::days{1}};

// Where the step lies that a moment belongs to; also for other widths than the two.
base::Time step_of(base::Time at, base::Millis width);

// Whole minutes; 0 when nothing waits.
std::uint64_t minutes_since(std::optional<base::Time> since, base::Time now);

// The hour of these rows of five minutes: states as they stood at most, flows together. Pure.
store::HouseSample hour_of(base::Time at, const std::vector<store::HouseSample>& fine);

// Counts how the house stands now and what has come to pass, and writes it down; forgets what is old. Inside the caller's transaction, by one process at a time. Right however
// often it runs within a step. Returns how many rows of five minutes it wrote.
std::uint64_t take_sample(db::Connection& connection, base::Time now);

}  // namespace overview
