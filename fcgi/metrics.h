// Counters that all page workers share, for the operator.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/base/metric_page.h"

namespace fcgi {

// Lives in memory shared with every process forked after the constructor. Any thread, any of those processes.
class Metrics {
public:
    // One row of counters for each route, and one for requests that no route serves. Throws std::system_error when there is no memory.
    explicit Metrics(std::size_t routes);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // `route`: its place in the table; the table's size for none.
    void count_request(std::size_t route, int status, std::chrono::nanoseconds taken);
    void count_worker_restart();
    void count_database_reconnect();
    void count_hints_lost(std::uint64_t count);

    // Of all workers since the program began.
    struct Totals {
        std::uint64_t requests = 0;
        std::uint64_t failed = 0;  // answered by 500 or more
        std::uint64_t worker_restarts = 0;
        std::uint64_t database_reconnects = 0;
    };
    Totals totals() const;

    // `names` names the routes in their order, as in "GET /lounges/{slug}". Never an address that somebody asked for: there is no end of those.
    void describe(std::span<const std::string> names, base::MetricPage& page) const;

private:
    struct Row;
    struct Shared;
    std::span<Row> rows() const;
    void describe_requests(std::span<const std::string> names, base::MetricPage& page) const;
    void describe_durations(std::span<const std::string> names, base::MetricPage& page) const;

    std::size_t row_count_;
    Shared* shared_;
};

}  // namespace fcgi
