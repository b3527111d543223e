// jobs: the loop itself, or with --list what it does and how that went.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/store/jobs.h"

namespace CLI {
class App;
}

namespace admin {

// What is printed: for people, or as a JSON array. Pure.
std::string list_jobs(const std::vector<store::JobState>& jobs, base::Time now, bool json);

// Adds `jobs`. `config` is called when it runs.
void add_job_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
