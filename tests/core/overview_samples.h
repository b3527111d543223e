// The overview with one text in every place, for tests of rendering.
#pragma once

#include <string>

#include "core/view/renderer.h"

namespace support {

inline view::Chart chart_sample(const std::string& text, bool bars, bool by_day) {
    view::Chart chart{.id = text, .title = text, .value = text, .note = text, .known = true};
    chart.bars = bars;
    chart.by_day = by_day;
    chart.low = chart.high = chart.top = text;
    chart.from = chart.middle = {text, text};
    chart.parts = {{text, text, text, text, bars ? "" : text}, {text, text, text, text, bars ? "" : text}};
    chart.rows = {{{text, text}, {text, text}}, {{text, text}, {text, text}}};
    return chart;
}

inline std::string overview_samples(const view::Renderer& renderer, const view::Language& language,
                                    view::Frame frame, const std::string& text) {
    frame.overview = true;
    std::string pages = renderer.page(language, frame, view::OverviewPage{});
    for (const bool month : {false, true}) {
        view::OverviewPage page{.month = month, .as_of = view::ChartTime{text, text}, .refresh_seconds = 60};
        page.needs = {{text, text, "/moderation", "", false}, {text, {}, "", text, true}};
        page.charts = {
            chart_sample(text, false, month), chart_sample(text, true, month), {.id = text, .title = text}};
        page.cards = {{text, text, true, {{text, text}, {text, text}}}, {text, text, false, {}}};
        page.jobs = {{text, text, text, false, true, text}, {text, text, text, true, false, {}}};
        pages += renderer.page(language, frame, page);
    }
    return pages;
}

}  // namespace support
