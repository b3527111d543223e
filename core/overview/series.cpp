#include "core/overview/series.h"

#include <algorithm>

#include "core/overview/sampler.h"

namespace overview {
namespace {

constexpr std::int64_t points_a_bar = 4;

Buckets ending_now(base::Time now, base::Millis width, std::size_t count) {
    return {.from = step_of(now, width) - width * static_cast<std::int64_t>(count - 1),
            .width = width,
            .count = count};
}

}  // namespace

std::string_view name_of(Span span) { return span == Span::day ? "24h" : "30d"; }

std::optional<Span> parse_span(std::string_view text) {
    for (const auto span : {Span::day, Span::month}) {
        if (name_of(span) == text) return span;
    }
    return std::nullopt;
}

Buckets bars_of(Span span, base::Time now) {
    return span == Span::day ? ending_now(now, std::chrono::hours{1}, 24)
                             : ending_now(now, std::chrono::days{1}, 30);
}

Buckets points_of(Span span, base::Time now) {
    const Buckets bars = bars_of(span, now);
    return {.from = bars.from,
            .width = bars.width / points_a_bar,
            .count = bars.count * static_cast<std::size_t>(points_a_bar)};
}

store::SampleStep step_for(Span span) {
    return span == Span::day ? store::SampleStep::fine : store::SampleStep::hour;
}

std::vector<store::FigureValue> gather(const std::vector<store::HouseSample>& samples, store::Figure figure,
                                       const Buckets& buckets) {
    std::vector<store::FigureValue> values(buckets.count);
    const bool flow = store::kind_of(figure) == store::FigureKind::flow;
    for (const auto& sample : samples) {
        const auto& one = sample[figure];
        if (!one || sample.at < buckets.from) continue;
        const auto nth = static_cast<std::size_t>((sample.at - buckets.from) / buckets.width);
        if (nth >= buckets.count) continue;
        auto& value = values[nth];
        value = !value ? *one : flow ? *value + *one : std::max(*value, *one);
    }
    return values;
}

store::FigureValue latest(const std::vector<store::HouseSample>& samples, store::Figure figure) {
    store::FigureValue value;
    base::Time at{};
    for (const auto& sample : samples) {
        if (!sample[figure] || sample.at < at) continue;
        value = sample[figure];
        at = sample.at;
    }
    return value;
}

std::uint64_t total(const std::vector<store::FigureValue>& values) {
    std::uint64_t sum = 0;
    for (const auto& value : values) sum += value.value_or(0);
    return sum;
}

}  // namespace overview
