#include "fcgi/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <new>
#include <sstream>
#include <system_error>

namespace fcgi {
namespace {

constexpr std::size_t status_classes = 5;  // 1xx to 5xx
using Counter = std::atomic<std::uint64_t>;
static_assert(Counter::is_always_lock_free, "a lock could not be shared by processes");

void add(Counter& counter, std::uint64_t count) { counter.fetch_add(count, std::memory_order_relaxed); }
double value_of(const Counter& counter) {
    return static_cast<double>(counter.load(std::memory_order_relaxed));
}

prometheus::ClientMetric sample(double value, std::vector<prometheus::ClientMetric::Label> labels = {}) {
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = value;
    return metric;
}

prometheus::MetricFamily family(std::string name, std::string help) {
    return {std::move(name), std::move(help), prometheus::MetricType::Counter, {}};
}

prometheus::MetricFamily single(std::string name, std::string help, const Counter& counter) {
    auto one = family(std::move(name), std::move(help));
    one.metric.push_back(sample(value_of(counter)));
    return one;
}

}  // namespace

struct Metrics::Row {
    std::array<Counter, status_classes> requests;
    Counter nanoseconds;
};

struct Metrics::Shared {
    Counter worker_restarts;
    Counter database_reconnects;
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
    add(row.nanoseconds, static_cast<std::uint64_t>(taken.count()));
}

void Metrics::count_worker_restart() { add(shared_->worker_restarts, 1); }
void Metrics::count_database_reconnect() { add(shared_->database_reconnects, 1); }

Metrics::Totals Metrics::totals() const {
    const auto count = [](const Counter& counter) { return counter.load(std::memory_order_relaxed); };
    Totals totals{.worker_restarts = count(shared_->worker_restarts),
                  .database_reconnects = count(shared_->database_reconnects)};
    for (const Row& row : rows()) {
        for (const auto& requests : row.requests) totals.requests += count(requests);
        totals.failed += count(row.requests.back());
    }
    return totals;
}

std::string Metrics::text(std::span<const std::string> names) const {
    auto requests = family("chatroom_http_requests_total", "Requests answered, by route and status class.");
    auto seconds = family("chatroom_http_request_seconds_total", "Time spent on requests, by route.");
    for (std::size_t i = 0; i < row_count_; ++i) {
        const Row& row = rows()[i];
        const std::string name = i < names.size() ? names[i] : "none";
        for (std::size_t s = 0; s < status_classes; ++s) {
            if (const double count = value_of(row.requests[s]); count > 0) {
                requests.metric.push_back(
                    sample(count, {{"route", name}, {"status", std::to_string(s + 1) + "xx"}}));
            }
        }
        seconds.metric.push_back(sample(value_of(row.nanoseconds) / 1e9, {{"route", name}}));
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(
        out, {requests, seconds,
              single("chatroom_worker_restarts_total", "Page workers that died and were replaced.",
                     shared_->worker_restarts),
              single("chatroom_database_reconnects_total",
                     "Database connections that broke and were replaced.", shared_->database_reconnects)});
    return out.str();
}

}  // namespace fcgi
