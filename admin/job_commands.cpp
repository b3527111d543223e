#include "admin/job_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "admin/jobs.h"
#include "core/store/schema.h"

namespace admin {
namespace {

nlohmann::json or_null(const std::optional<base::Time>& time) {
    return time ? nlohmann::json(base::to_iso8601(*time)) : nlohmann::json(nullptr);
}
nlohmann::json or_null(const std::string& text) {
    return text.empty() ? nlohmann::json(nullptr) : nlohmann::json(text);
}

nlohmann::json to_json(const store::JobState& job) {
    return {{"name", job.name},
            {"nextRunAt", base::to_iso8601(job.next_run_at)},
            {"lastFinishedAt", or_null(job.last_finished_at)},
            {"lastError", or_null(job.last_error)},
            {"owner", or_null(job.lease_owner)},
            {"leaseUntil", or_null(job.lease_until)}};
}

std::string spell(base::Millis length) {
    const auto seconds = std::max<std::int64_t>(length.count() / 1000, 0);
    return seconds < 120 ? fmt::format("{} s", seconds) : fmt::format("{} min", seconds / 60);
}

// A terminal obeys control characters.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
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

void print_list(const base::Config& config, const base::Clock& clock, bool json) {
    db::Connection connection(config.database);
    store::require_schema(connection);
    fmt::print("{}", list_jobs(store::all_jobs(connection), clock.now(), json));
}

}  // namespace

std::string list_jobs(const std::vector<store::JobState>& jobs, base::Time now, bool json) {
    if (json) {
        auto array = nlohmann::json::array();
        for (const auto& job : jobs) array.push_back(to_json(job));
        return array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    std::string text;
    for (const auto& job : jobs) text += to_text(job, now);
    return text.empty() ? "No job has run yet.\n" : text;
}

void add_job_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock) {
    auto* command = app.add_subcommand("jobs", "run the background jobs until told to end");
    auto* list = command->add_flag("--list")->description("do not run them: show when each ran and will run");
    const auto* json = command->add_flag("--json")->description("the list as a JSON array")->needs(list);
    command->callback([=, &clock] {
        if (list->count() > 0) {
            print_list(config(), clock, json->count() > 0);
        } else {
            run_jobs(config(), clock);
        }
    });
}

}  // namespace admin
