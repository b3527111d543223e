// How a background job fares, told from its row. Pure.
#pragma once

#include <vector>

#include "core/base/clock.h"
#include "core/store/jobs.h"

namespace overview {

// `late`: it was due for longer than the jobs ever need to come round, and nobody has it.
enum class JobHealth { waits, runs, late, failing };

inline constexpr base::Millis patience_with_jobs{std::chrono::minutes{2}};

inline JobHealth health_of(const store::JobState& job, base::Time now) {
    if (job.lease_until && *job.lease_until > now) return JobHealth::runs;
    if (job.next_run_at + patience_with_jobs < now) return JobHealth::late;
    return job.last_error.empty() ? JobHealth::waits : JobHealth::failing;
}

// Late or failing.
inline std::uint64_t jobs_in_trouble(const std::vector<store::JobState>& jobs, base::Time now) {
    std::uint64_t count = 0;
    for (const auto& job : jobs) {
        const auto health = health_of(job, now);
        if (health == JobHealth::late || health == JobHealth::failing) ++count;
    }
    return count;
}

}  // namespace overview
