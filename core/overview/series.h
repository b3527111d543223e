// What a chart of the overview is made of: samples gathered into as many values as it shows. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/store/house_samples.h"

namespace overview {

enum class Span { day, month };
std::string_view name_of(Span span);  // "24h", "30d"
std::optional<Span> parse_span(std::string_view text);

// Equal stretches of time, the first of which begins at `from`.
struct Buckets {
    base::Time from{};
    base::Millis width{};
    std::size_t count = 0;

    base::Time begin_of(std::size_t nth) const { return from + width * static_cast<std::int64_t>(nth); }
};
// 24 hours or 30 days of UTC, the last of which is now's.
Buckets bars_of(Span span, base::Time now);
// The same time in shorter stretches: quarters of an hour, quarters of a day.
Buckets points_of(Span span, base::Time now);
// Which rows those are made of.
store::SampleStep step_for(Span span);

// Of each stretch: states as they stood at most, flows together. Nothing where nobody counted.
std::vector<store::FigureValue> gather(const std::vector<store::HouseSample>& samples, store::Figure figure,
                                       const Buckets& buckets);

// A state as it was found last, whenever that was.
store::FigureValue latest(const std::vector<store::HouseSample>& samples, store::Figure figure);

// What came to pass in all of it.
std::uint64_t total(const std::vector<store::FigureValue>& values);

}  // namespace overview
