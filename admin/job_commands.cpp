#include "admin/job_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "admin/jobs.h"

namespace admin {
namespace {

nlohmann::json to_json(const store::JobState& job) {
    return {{"name", job.name},
            {"next_run_at", base::to_iso8601(job.next_run_at)},
            {"last_finished_at", or_null(job.last_finished_at)},
            {"last_error", or_null(job.last_error)},
            {"owner", or_null(job.lease_owner)},
            {"lease_until", or_null(job.lease_until)}};
}

std::string state_of(const store::JobState& job, base::Time now) {
    if (job.lease_until && *job.lease_until > now) return "running";
    if (job.next_run_at > now) return "in " + spell(job.next_run_at - now);
    return "due for " + spell(now - job.next_run_at);
}

std::string to_text(const store::JobState& job, base::Time now) {
    const auto last = job.last_finished_at ? spell(now - *job.last_finished_at) + " ago" : "never";
    auto line = fmt::format("{:<28} {:<14} last {}", job.name, state_of(job, now), last);
    if (!job.last_error.empty()) line += "  FAILED: " + one_line(job.last_error);
    return line + "\n";
}

}  // namespace

Answer list_jobs(const std::vector<store::JobState>& jobs, base::Time now) {
    Answer answer{.document = nlohmann::json::array(), .text = jobs.empty() ? "No job has run yet.\n" : ""};
    for (const auto& job : jobs) {
        answer.document.push_back(to_json(job));
        answer.text += to_text(job, now);
    }
    return answer;
}

void add_job_commands(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("jobs", "run the background jobs until told to end");
    auto* list = command->add_flag("--list")->description("do not run them: show when each ran and will run");
    console.offer_json(command);
    command->callback([=, &console] {
        if (list->count() == 0) return run_jobs(console.settings(), console.clock());
        console.run(
            [](const Workplace& at) { return list_jobs(store::all_jobs(at.connection), at.clock.now()); });
    });
}

}  // namespace admin
