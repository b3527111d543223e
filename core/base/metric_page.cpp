#include "core/base/metric_page.h"

#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace base {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Without the one that counts them.
double open_descriptors() {
    std::error_code failure;
    const std::filesystem::directory_iterator entries("/proc/self/fd", failure);
    const auto count = std::distance(begin(entries), end(entries));
    return failure || count == 0 ? 0 : static_cast<double>(count - 1);
}

double resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    double whole = 0;
    double resident = 0;
    statm >> whole >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

prometheus::ClientMetric& MetricPage::add(const std::string& name, const std::string& help,
                                          prometheus::MetricType type, const Labels& labels) {
    if (families_.empty() || families_.back().name != name) families_.push_back({name, help, type, {}});
    auto& metric = families_.back().metric.emplace_back();
    for (const auto& [label, value] : labels) metric.label.push_back({label, value});
    return metric;
}

void MetricPage::counter(const std::string& name, const std::string& help, double value,
                         const Labels& labels) {
    add(name, help, prometheus::MetricType::Counter, labels).counter.value = value;
}

void MetricPage::gauge(const std::string& name, const std::string& help, double value, const Labels& labels) {
    add(name, help, prometheus::MetricType::Gauge, labels).gauge.value = value;
}

void MetricPage::histogram(const std::string& name, const std::string& help,
                           prometheus::ClientMetric::Histogram value, const Labels& labels) {
    add(name, help, prometheus::MetricType::Histogram, labels).histogram = std::move(value);
}

std::string MetricPage::text() const { return prometheus::TextSerializer().Serialize(families_); }

void add_process_figures(MetricPage& page) {
    rlimit descriptors{};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    page.gauge("process_open_fds", "Descriptors that this process has open.", open_descriptors());
    page.gauge("process_max_fds", "Descriptors that it may have open.",
               static_cast<double>(descriptors.rlim_cur));
    page.gauge("process_resident_memory_bytes", "Memory that it holds.", resident_bytes());
    page.counter("process_cpu_seconds_total", "Processor time that it has used.",
                 seconds(usage.ru_utime) + seconds(usage.ru_stime));
}

}  // namespace base
