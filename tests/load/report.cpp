#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/load/run.h"

namespace load {
namespace {

double micros(Nanoseconds ns) { return static_cast<double>(ns) / 1000; }

}  // namespace

using nlohmann::json;

json costs_json(const Phase& phase, const Run& run, std::uint64_t count) {
    const auto divisor = static_cast<double>(std::max<std::uint64_t>(count, 1));
    json costs = json::object();
    for (std::size_t i = 0; i < phase.cpu.size(); ++i)
        costs[run.meter().groups()[i].name] = micros(phase.cpu[i]) / divisor;
    costs["client"] = micros(phase.client_cpu) / divisor;
    return costs;
}

json latencies_json(const Histogram& histogram) {
    return {{"count", histogram.count()},
            {"p50", micros(histogram.quantile(0.50))},
            {"p99", micros(histogram.quantile(0.99))},
            {"max", micros(histogram.max())}};
}

json to_json(const Phase& phase, const Run& run) {
    const Tally& tally = phase.tally;
    return {{"seconds", phase.seconds},
            {"posts", tally.posts},
            {"deliveries", tally.deliveries},
            {"posts_per_second", static_cast<double>(tally.posts) / phase.seconds},
            {"deliveries_per_second", static_cast<double>(tally.deliveries) / phase.seconds},
            {"cpu_us_per_delivery", costs_json(phase, run, tally.deliveries)},
            {"ack_us", latencies_json(tally.ack)},
            {"delivery_us", latencies_json(tally.delivery)},
            {"last_reader_us", latencies_json(tally.last)}};
}

json to_json(const Faults& faults) {
    return {{"gaps", faults.gaps},
            {"repeats", faults.repeats},
            {"disorder", faults.disorder},
            {"corruption", faults.corruption},
            {"unacknowledged", faults.unacknowledged},
            {"refused", faults.refused},
            {"closed", faults.closed}};
}

}  // namespace load
