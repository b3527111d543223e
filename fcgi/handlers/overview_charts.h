// The charts of the overview, from samples.
#pragma once

#include <vector>

#include "core/overview/series.h"
#include "core/view/locale.h"
#include "core/view/number_text.h"
#include "core/view/overview_pages.h"

namespace fcgi::handlers {

// `samples`: of the span's step, the oldest first, the last one as the house stands now.
struct ChartGround {
    const view::Language& language;
    const view::NumberText& number;
    const std::vector<store::HouseSample>& samples;
    overview::Span span;
    base::Time now;
};
std::vector<view::Chart> overview_charts(const ChartGround& ground);

// "14:05 UTC"
view::ChartTime clock_of(base::Time at);

}  // namespace fcgi::handlers
