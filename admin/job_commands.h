// jobs: the loop itself, or with --list what it does and how that went.
#pragma once

#include <string>
#include <vector>

#include "admin/console.h"
#include "core/store/jobs.h"

namespace CLI {
class App;
}

namespace admin {

// Pure.
Answer list_jobs(const std::vector<store::JobState>& jobs, base::Time now);

// Adds `jobs`.
void add_job_commands(CLI::App& app, const Console& console);

}  // namespace admin
