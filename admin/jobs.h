// The jobs loop: one supervised process for what waits on a clock. Two of them after a crash do no harm: leases and fences see to it.
#pragma once

#include <functional>
#include <string_view>
#include <variant>
#include <vector>

#include "admin/job_steps.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/post.h"
#include "core/db/connection.h"

namespace admin {

// Both kinds are idempotent and return how many rows they cared for.
//
// What concerns the database alone runs inside one transaction whose fence is held.
using Work = std::function<std::uint64_t(db::Connection&, base::Time now)>;
// What asks the outside world runs in no transaction and writes in steps: it commits what it is about to do, asks, and records what became of it. It
// blocks the loop: it should end within a few seconds, and no single wait may outlast the supervisor's patience (base::HttpBounds).
using SteppedWork = std::function<std::uint64_t(JobSteps&)>;

struct Job {
    std::string_view name;
    base::Millis every;
    std::variant<Work, SteppedWork> work;
};

// The jobs that concern the database alone.
std::vector<Job> house_jobs();
// Looks after the doors of lounges that have a bound. `house` must outlive it.
Job doors_job(const chat::House& house);

// Runs each job that is due once; returns how many ran. Failures are recorded with the job and logged, never thrown, except a lost connection.
std::size_t run_due_jobs(db::Connection& connection, const base::Clock& clock, const std::vector<Job>& jobs,
                         std::string_view owner);

// Until SIGTERM or SIGINT.
void run_jobs(const base::Config& config, const base::Clock& clock);

}  // namespace admin
