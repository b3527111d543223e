#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/load/page_client.h"
#include "tests/load/scenarios.h"

namespace load {
namespace {

using nlohmann::json;

PageRequest request_of(const Options& options) {
    std::string text = "GET " + options.path + " HTTP/1.1\r\nHost: " + options.endpoint.authority() +
                       "\r\nAccept: text/html\r\n";
    if (!options.tokens.empty()) text += "Cookie: tempSessionToken=" + options.tokens.front() + "\r\n";
    return {options.endpoint, text + "\r\n", options.needle, options.needle_count};
}

}  // namespace

json page(Run& run) {
    const PageRequest request = request_of(run.options());
    PageCounts counts;
    std::vector<std::unique_ptr<PageClient>> clients;
    for (std::size_t i = 0; i < run.options().connections; ++i)
        clients.push_back(std::make_unique<PageClient>(run.loop(), request, counts));
    const auto load = [&](Nanoseconds end) {
        for (const auto& client : clients) client->start(end);
        run.loop().run_until(end + to_ns(run.options().patience), [&] {
            return std::all_of(clients.begin(), clients.end(),
                               [](const auto& client) { return client->idle(); });
        });
    };
    run.warm_up(load);
    counts.latency = {};
    const Phase phase = run.measure(run.options().seconds, load);
    run.ledger().faults().corruption += counts.wrong;
    json report{{"seconds", phase.seconds},
                {"requests", counts.latency.count()},
                {"requests_per_second", static_cast<double>(counts.latency.count()) / phase.seconds},
                {"bytes", counts.bytes},
                {"cpu_us_per_request", costs_json(phase, run, counts.latency.count())},
                {"request_us", latencies_json(counts.latency)},
                {"wrong_answers", counts.wrong}};
    if (!counts.complaint.empty()) run.complain(counts.complaint);
    return report;
}

}  // namespace load
