#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/load/page_client.h"
#include "tests/load/scenarios.h"

namespace load {
namespace {

using nlohmann::json;

constexpr int kHistory = 50;

PageRequest request_of(const Options& options) {
    const std::string authority = options.endpoint.host + ':' + std::to_string(options.endpoint.port);
    std::string text = "GET /lounges/" + options.lounges.front() + " HTTP/1.1\r\nHost: " + authority +
                       "\r\nAccept: text/html\r\n";
    if (!options.tokens.empty()) text += "Cookie: tempSessionToken=" + options.tokens.front() + "\r\n";
    return {options.endpoint, text + "\r\n", options.needle, options.needle_count};
}

void fill_history(Run& run) {
    for (int i = 0; i < kHistory; ++i) {
        run.crowd().post(0, now_ns(), run.options().body);
        run.drain();
    }
}

}  // namespace

json page(Run& run) {
    run.gather();
    fill_history(run);
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
                {"cpu_us_per_request", costs_json(phase, run, counts.latency.count())},
                {"request_us", latencies_json(counts.latency)},
                {"wrong_answers", counts.wrong}};
    if (!counts.complaint.empty()) report["complaint"] = counts.complaint;
    return report;
}

}  // namespace load
