// The jobs loop: one supervised process for what waits on a clock. Two of them after a crash do no harm: leases and fences see to it.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace admin {

struct Job {
    std::string_view name;
    base::Millis every;
    // Runs inside a transaction whose fence is held; returns how many rows it cared for. Idempotent.
    std::function<std::uint64_t(db::Connection&, base::Time now)> work;
};

// The jobs of the house.
std::vector<Job> house_jobs();

// Runs each job that is due once; returns how many ran. Failures are recorded with the job and logged, never thrown, except a lost connection.
std::size_t run_due_jobs(db::Connection& connection, const base::Clock& clock, const std::vector<Job>& jobs,
                         std::string_view owner);

// Until SIGTERM or SIGINT.
void run_jobs(const base::Config& config, const base::Clock& clock);

}  // namespace admin
