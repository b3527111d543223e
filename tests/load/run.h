// One run of the client against one server: the crowd, its books, and the measuring of phases.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "tests/load/crowd.h"
#include "tests/load/options.h"

namespace load {

// What a measured phase counted and cost.
struct Phase {
    Tally tally;
    double seconds = 0;
    std::vector<Nanoseconds> cpu;  // by watched group
    Nanoseconds client_cpu = 0;
};

class Run {
public:
    explicit Run(const Options& options);

    const Options& options() const { return options_; }
    EventLoop& loop() { return loop_; }
    Ledger& ledger() { return ledger_; }
    Crowd& crowd() { return crowd_; }
    const ProcessMeter& meter() const { return meter_; }

    // Brings options().readers readers in, lounge by lounge, and waits until the server is at rest. Throws
    // CrowdError.
    void gather();

    // Waits until the watched processes use next to no processor time: what joining set off is over. Gives
    // up after half of options().patience.
    void wait_until_quiet();

    // Runs `load`, which is to post until the given moment, then waits for all that is outstanding.
    // Everything in between is counted.
    Phase measure(double seconds, const std::function<void(Nanoseconds)>& load);

    // The same load, not counted, for options().warmup seconds.
    void warm_up(const std::function<void(Nanoseconds)>& load);

    // Runs the loop until every post is acknowledged and delivered; gives up after options().patience.
    void drain();

    // Keeps the first complaint about the server that the crowd does not know of.
    void complain(const std::string& complaint);
    std::string complaint() const { return complaint_.empty() ? crowd_.complaint() : complaint_; }

    // Closes the books. Call once, when all is drained.
    Faults finish();

private:
    Options options_;
    EventLoop loop_;
    ProcessMeter meter_;
    std::unique_ptr<Protocol> protocol_;
    Ledger ledger_;
    Crowd crowd_;
    std::string complaint_;
};

Nanoseconds to_ns(double seconds);

// Microseconds of processor time by watched group, each divided by `count`.
nlohmann::json costs_json(const Phase& phase, const Run& run, std::uint64_t count);
// Count, p50, p99 and maximum in microseconds.
nlohmann::json latencies_json(const Histogram& histogram);

// Everything about a phase, latencies in microseconds and costs in microseconds of processor time per
// delivery.
nlohmann::json to_json(const Phase& phase, const Run& run);
nlohmann::json to_json(const Faults& faults);

}  // namespace load
