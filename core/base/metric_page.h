// A page of figures in the text format of Prometheus, for whatever program has some. Names are those of docs: chatroom_..., counters end in _total, units stand in the name.
#pragma once

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

namespace base {

class MetricPage {
public:
    using Labels = std::vector<std::pair<std::string, std::string>>;

    // Further values of a name, with other labels, come right after the first.
    void counter(const std::string& name, const std::string& help, double value, const Labels& labels = {});
    void gauge(const std::string& name, const std::string& help, double value, const Labels& labels = {});
    void histogram(const std::string& name, const std::string& help,
                   prometheus::ClientMetric::Histogram value, const Labels& labels = {});

    std::string text() const;

private:
    prometheus::ClientMetric& add(const std::string& name, const std::string& help,
                                  prometheus::MetricType type, const Labels& labels);

    std::vector<prometheus::MetricFamily> families_;
};

// What the kernel says of this process, under the names that every program has for it: process_open_fds, process_max_fds, process_resident_memory_bytes,
// process_cpu_seconds_total.
void add_process_figures(MetricPage& page);

}  // namespace base
