// The overview of the house, for administrators. The conventions are those of pages.h; words, numbers and times come translated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace view {

// A moment: ISO (for scripts, which write it as the viewer's own clock has it) and TEXT (UTC).
struct ChartTime {
    std::string iso{};
    std::string text{};
};

// Of a chart: repeated section PART: NAME, VALUE_TEXT, TONE (first, second, bad), AREA and LINE (paths; LINE empty: bars).
struct ChartPart {
    std::string name{};
    std::string value{};
    std::string tone{};
    std::string area{};
    std::string line{};
};

struct ChartRow {
    ChartTime at{};
    std::vector<std::string> cells{};
};

// templates/_chart.html, included as repeated {{>CHART}}. ID, TITLE, VALUE_TEXT, NOTE (section holding TEXT), section KNOWN or UNKNOWN; in KNOWN: LOW_TEXT, HIGH_TEXT, TOP_TEXT (the end of the axis), WIDTH, HEIGHT, section LINES, or BARS
// with HOURS or DAYS; FROM_ISO, FROM_TEXT, MIDDLE_ISO, MIDDLE_TEXT, BY_DAY (section: times are days); parts drawn from the last to the first (section SHAPE), named in section LEGEND when there are several;
// repeated section COLUMN (holding NAME), repeated section ROW: AT_ISO, AT_TEXT, repeated section CELL (holding TEXT).
struct Chart {
    std::string id{};
    std::string title{};
    std::string value{};
    std::optional<std::string> note{};
    bool known = false;
    bool bars = false;
    bool by_day = false;
    std::string low{};
    std::string high{};
    std::string top{};
    ChartTime from{};
    ChartTime middle{};
    std::vector<ChartPart> parts{};
    std::vector<ChartRow> rows{};
};

// What somebody has to look at: TEXT, NOTE (section holding TEXT), section GRAVE; LINK (section holding HREF) or PLAIN, with COMMAND (section holding TEXT: what the operator runs).
struct NeedRow {
    std::string text{};
    std::optional<std::string> note{};
    std::string href{};     // empty: there is no page for it, or not for this viewer
    std::string command{};  // may be empty
    bool grave = false;
};

// How a part of the house fares: TITLE, STATE_TEXT, section WELL or ILL; repeated section FACT: NAME, VALUE.
struct FactRow {
    std::string name{};
    std::string value{};
};
struct FactCard {
    std::string title{};
    std::string state{};
    bool well = true;
    std::vector<FactRow> facts{};
};

// A background job: NAME, LAST_TEXT, STATE_TEXT, section WELL, RUNS or ILL; FAILURE (section holding TEXT).
struct JobRow {
    std::string name{};
    std::string last{};
    std::string state{};
    bool runs = false;
    bool ill = false;
    std::optional<std::string> failure{};
};

// templates/overview.html. Section ALL_WELL or NEEDS (holding repeated section NEED); section DAY or MONTH (what is shown), AS_OF (section holding AT_ISO, AT_TEXT) or NO_SAMPLES;
// repeated {{>CHART}}, repeated section CARD, repeated section JOB or NO_JOBS.
struct OverviewPage {
    std::vector<NeedRow> needs{};
    bool month = false;
    std::optional<ChartTime> as_of{};
    std::vector<Chart> charts{};
    std::vector<FactCard> cards{};
    std::vector<JobRow> jobs{};
    std::optional<unsigned> refresh_seconds{};
};

}  // namespace view
