#include <nlohmann/json.hpp>

#include "tests/load/scenarios.h"

namespace load {
namespace {

using nlohmann::json;

// A server has fallen behind when more lies unfinished at the end of a step than falls due in this time.
constexpr double kMostBacklogSeconds = 0.1;
// A pause of a shared machine looks the same: a rate counts as too much when it was so twice.
constexpr int kTries = 2;

// One step: what the server did at this rate, and whether it fell behind.
bool falls_behind(Run& run, double rate, json& steps) {
    const Options& options = run.options();
    std::size_t backlog = 0;
    const Phase phase = run.measure(options.seconds, [&](Nanoseconds end) {
        post_on_schedule(run, rate, end);
        backlog = run.ledger().unfinished();
    });
    steps.push_back({{"due_per_second", rate},
                     {"backlog", backlog},
                     {"posts", phase.tally.posts},
                     {"deliveries", phase.tally.deliveries},
                     {"delivery_us", latencies_json(phase.tally.delivery)}});
    return static_cast<double>(backlog) > rate * kMostBacklogSeconds;
}

}  // namespace

json ramp(Run& run) {
    run.gather();
    const Options& options = run.options();
    run.warm_up([&](Nanoseconds end) { post_on_schedule(run, options.rate, end); });
    json steps = json::array();
    double kept = 0;
    bool behind = false;
    double rate = options.rate;
    for (std::size_t step = 0; step < options.steps && !behind; ++step, rate *= options.growth) {
        behind = true;
        for (int one = 0; one < kTries && behind; ++one) behind = falls_behind(run, rate, steps);
        if (!behind) kept = rate;
    }
    return {{"steps", steps}, {"kept_per_second", kept}, {"fell_behind", behind}};
}

}  // namespace load
