#include <ranges>

#include "core/view/chart.h"
#include "core/view/fill.h"

namespace view {
namespace {

void fill_parts(Dictionary& known, const Chart& values) {
    for (const auto& part : std::views::reverse(values.parts)) {
        Dictionary& shape = *known.AddSectionDictionary("SHAPE");
        shape.SetValue("TONE", part.tone);
        shape.SetValue("AREA", part.area);
        if (!part.line.empty()) shape.AddSectionDictionary("STROKE")->SetValue("LINE", part.line);
    }
    for (const auto& part : values.parts) known.AddSectionDictionary("COLUMN")->SetValue("NAME", part.name);
    if (values.parts.size() < 2) return;
    Dictionary& legend = *known.AddSectionDictionary("LEGEND");
    for (const auto& part : values.parts) {
        Dictionary& one = *legend.AddSectionDictionary("PART");
        one.SetValue("NAME", part.name);
        one.SetValue("VALUE_TEXT", part.value);
        one.SetValue("TONE", part.tone);
    }
}

void fill_rows(Dictionary& known, const Chart& values) {
    for (const auto& row : values.rows) {
        Dictionary& one = *known.AddSectionDictionary("ROW");
        one.SetValue("AT_ISO", row.at.iso);
        one.SetValue("AT_TEXT", row.at.text);
        for (const auto& cell : row.cells) one.AddSectionDictionary("CELL")->SetValue("TEXT", cell);
    }
}

void fill_chart(Dictionary& chart, const Chart& values) {
    chart.SetValue("ID", values.id);
    chart.SetValue("TITLE", values.title);
    chart.SetValue("VALUE_TEXT", values.value);
    show_text(chart, "NOTE", values.note);
    if (!values.known) return chart.ShowSection("UNKNOWN");
    Dictionary& known = *chart.AddSectionDictionary("KNOWN");
    known.SetValue("LOW_TEXT", values.low);
    known.SetValue("HIGH_TEXT", values.high);
    known.SetValue("TOP_TEXT", values.top);
    set_number(known, "WIDTH", chart_width);
    set_number(known, "HEIGHT", chart_height);
    known.ShowSection(!values.bars ? "LINES" : values.by_day ? "DAY_BARS" : "HOUR_BARS");
    known.ShowSection(values.by_day ? "BY_DAY" : "BY_HOUR");
    known.SetValue("FROM_ISO", values.from.iso);
    known.SetValue("FROM_TEXT", values.from.text);
    known.SetValue("MIDDLE_ISO", values.middle.iso);
    known.SetValue("MIDDLE_TEXT", values.middle.text);
    fill_parts(known, values);
    fill_rows(known, values);
}

void fill_need(Dictionary& row, const NeedRow& values) {
    row.SetValue("TEXT", values.text);
    if (values.note) row.AddSectionDictionary("NOTE")->SetValue("NOTE_TEXT", *values.note);
    show_if(row, "GRAVE", values.grave);
    if (!values.command.empty()) row.AddSectionDictionary("COMMAND")->SetValue("WORDS", values.command);
    if (values.href.empty()) return row.ShowSection("PLAIN");
    row.AddSectionDictionary("LINK")->SetValue("HREF", values.href);
}

void fill_card(Dictionary& card, const FactCard& values) {
    card.SetValue("TITLE", values.title);
    card.SetValue("STATE_TEXT", values.state);
    card.ShowSection(values.well ? "WELL" : "ILL");
    for (const auto& fact : values.facts) {
        Dictionary& row = *card.AddSectionDictionary("FACT");
        row.SetValue("NAME", fact.name);
        row.SetValue("VALUE", fact.value);
    }
}

void fill_job(Dictionary& row, const JobRow& values) {
    row.SetValue("NAME", values.name);
    row.SetValue("LAST_TEXT", values.last);
    row.SetValue("STATE_TEXT", values.state);
    row.ShowSection(values.ill ? "ILL" : values.runs ? "RUNS" : "WELL");
    show_text(row, "FAILURE", values.failure);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const OverviewPage& values) {
    page.ShowSection(values.needs.empty() ? "ALL_WELL" : "NEEDS");
    for (const auto& need : values.needs) fill_need(*page.AddSectionDictionary("NEED"), need);
    page.ShowSection(values.month ? "MONTH" : "DAY");
    if (values.as_of) {
        Dictionary& as_of = *page.AddSectionDictionary("AS_OF");
        as_of.SetValue("AT_ISO", values.as_of->iso);
        as_of.SetValue("AT_TEXT", values.as_of->text);
    } else {
        page.ShowSection("NO_SAMPLES");
    }
    for (const auto& chart : values.charts) fill_chart(include(page, "CHART", set, "_chart.html"), chart);
    for (const auto& card : values.cards) fill_card(*page.AddSectionDictionary("CARD"), card);
    for (const auto& job : values.jobs) fill_job(*page.AddSectionDictionary("JOB"), job);
    page.ShowSection(values.jobs.empty() ? "NO_JOBS" : "JOBS");
}

}  // namespace view
