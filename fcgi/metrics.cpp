#include "fcgi/metrics.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <map>
#include <memory>
#include <new>
#include <system_error>

namespace fcgi {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t status_classes = 5;  // 1xx to 5xx
// Up to how long; what takes longer than the last is counted too. A page takes a millisecond, a password a third of a second, an upload seconds.
constexpr std::array<std::chrono::microseconds, 12> bounds{1ms,   2500us, 5ms, 10ms,   25ms, 50ms,
                                                           100ms, 250ms,  1s,  2500ms, 10s,  30s};
using Counter = std::atomic<std::uint64_t>;
static_assert(Counter::is_always_lock_free, "a lock could not be shared by processes");

void add(Counter& counter, std::uint64_t count) { counter.fetch_add(count, std::memory_order_relaxed); }
std::uint64_t read(const Counter& counter) { return counter.load(std::memory_order_relaxed); }
double value_of(const Counter& counter) { return static_cast<double>(read(counter)); }

std::size_t bucket_of(std::chrono::nanoseconds taken) {
    return static_cast<std::size_t>(std::ranges::lower_bound(bounds, taken) - bounds.begin());
}

struct Name {
    std::string method;
    std::string pattern;
};

Name name_of(std::span<const std::string> names, std::size_t route) {
    if (route >= names.size()) return {"none", "none"};
    const auto space = names[route].find(' ');
    return {names[route].substr(0, space), names[route].substr(space + 1)};
}

// The first part of a route's pattern: "/lounges/{slug}/search" is of "lounges", "/" of "entry".
std::string group_of(const Name& name) {
    if (name.pattern == "/") return "entry";
    if (!name.pattern.starts_with('/')) return name.pattern;
    return name.pattern.substr(1, name.pattern.find('/', 1) - 1);
}

base::MetricPage::Labels labels_of(const Name& name) {
    return {{"method", name.method}, {"route", name.pattern}};
}

// Buckets of several routes together. Those of Prometheus hold what the ones before them hold, too.
struct Durations {
    std::array<std::uint64_t, bounds.size() + 1> counts{};
    std::uint64_t nanoseconds = 0;

    prometheus::ClientMetric::Histogram histogram() const {
        prometheus::ClientMetric::Histogram histogram;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            histogram.sample_count += counts[i];
            const bool last = i == bounds.size();
            histogram.bucket.push_back(
                {histogram.sample_count, last ? std::numeric_limits<double>::infinity()
                                              : std::chrono::duration<double>(bounds[i]).count()});
        }
        histogram.sample_sum = static_cast<double>(nanoseconds) / 1e9;
        return histogram;
    }
};

}  // namespace

struct Metrics::Row {
    std::array<Counter, status_classes> requests;
    std::array<Counter, bounds.size() + 1> durations;
    Counter nanoseconds;
};

struct Metrics::Shared {
    Counter worker_restarts;
    Counter database_reconnects;
    Counter hints_lost;
};

Metrics::Metrics(std::size_t routes) : row_count_(routes + 1) {
    const std::size_t size = sizeof(Shared) + row_count_ * sizeof(Row);
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::system_error(errno, std::generic_category(), "shared memory for the metrics");
    shared_ = new (memory) Shared();
    std::uninitialized_value_construct(rows().begin(), rows().end());
}

Metrics::~Metrics() { munmap(shared_, sizeof(Shared) + row_count_ * sizeof(Row)); }

std::span<Metrics::Row> Metrics::rows() const {
    static_assert(sizeof(Shared) % alignof(Row) == 0);
    return {reinterpret_cast<Row*>(shared_ + 1), row_count_};
}

void Metrics::count_request(std::size_t route, int status, std::chrono::nanoseconds taken) {
    Row& row = rows()[std::min(route, row_count_ - 1)];
    const int status_class = std::clamp(status / 100, 1, static_cast<int>(status_classes));
    add(row.requests.at(static_cast<std::size_t>(status_class - 1)), 1);
    add(row.durations.at(bucket_of(taken)), 1);
    add(row.nanoseconds, static_cast<std::uint64_t>(taken.count()));
}

void Metrics::count_worker_restart() { add(shared_->worker_restarts, 1); }
void Metrics::count_database_reconnect() { add(shared_->database_reconnects, 1); }
void Metrics::count_hints_lost(std::uint64_t count) { add(shared_->hints_lost, count); }

Metrics::Totals Metrics::totals() const {
    Totals totals{.worker_restarts = read(shared_->worker_restarts),
                  .database_reconnects = read(shared_->database_reconnects)};
    for (const Row& row : rows()) {
        for (const auto& requests : row.requests) totals.requests += read(requests);
        totals.failed += read(row.requests.back());
    }
    return totals;
}

void Metrics::describe_requests(std::span<const std::string> names, base::MetricPage& page) const {
    for (std::size_t i = 0; i < row_count_; ++i) {
        for (std::size_t s = 0; s < status_classes; ++s) {
            const double count = value_of(rows()[i].requests[s]);
            if (count == 0) continue;
            auto labels = labels_of(name_of(names, i));
            labels.emplace_back("status", std::to_string(s + 1) + "xx");
            page.counter("chatroom_http_requests_total", "Requests answered, by route and status class.",
                         count, labels);
        }
    }
    for (std::size_t i = 0; i < row_count_; ++i)
        page.counter("chatroom_http_request_seconds_total", "Time spent on requests, by route.",
                     value_of(rows()[i].nanoseconds) / 1e9, labels_of(name_of(names, i)));
}

void Metrics::describe_durations(std::span<const std::string> names, base::MetricPage& page) const {
    std::map<std::string, Durations> groups;
    for (std::size_t i = 0; i < row_count_; ++i) {
        Durations& group = groups[group_of(name_of(names, i))];
        for (std::size_t b = 0; b < group.counts.size(); ++b) group.counts[b] += read(rows()[i].durations[b]);
        group.nanoseconds += read(rows()[i].nanoseconds);
    }
    for (const auto& [group, durations] : groups)
        page.histogram("chatroom_http_request_duration_seconds",
                       "How long requests took, by the first part of their route.", durations.histogram(),
                       {{"group", group}});
}

void Metrics::describe(std::span<const std::string> names, base::MetricPage& page) const {
    describe_requests(names, page);
    describe_durations(names, page);
    page.counter("chatroom_worker_restarts_total", "Page workers that died and were replaced.",
                 value_of(shared_->worker_restarts));
    page.counter("chatroom_database_reconnects_total", "Database connections that broke and were replaced.",
                 value_of(shared_->database_reconnects));
    page.counter("chatroom_hints_lost_total",
                 "Hints that a full queue did not take; the poll finds what they told.",
                 value_of(shared_->hints_lost));
}

}  // namespace fcgi
