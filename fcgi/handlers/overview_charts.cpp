#include "fcgi/handlers/overview_charts.h"

#include <algorithm>
#include <array>

#include "core/base/tr.h"
#include "core/overview/sampler.h"
#include "core/view/chart.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/proof_words.h"

namespace fcgi::handlers {
namespace {

using base::tr;
using store::Figure;

constexpr std::string_view first = "first";
constexpr std::string_view second = "second";
constexpr std::string_view bad = "bad";
constexpr std::string_view unknown = "–";

struct PartPlan {
    Figure figure;
    std::string_view name;
    std::string_view tone = first;
};
struct Plan {
    std::string_view id;
    std::string_view title;
    std::vector<PartPlan> parts;
    bool minutes = false;  // what is counted
};

const std::array<Plan, 10>& plans() {
    using enum Figure;
    static const std::array<Plan, 10> all{{
        {"online",
         tr("People online"),
         {{members_online, tr("Members")}, {guests_online, tr("Guests"), second}}},
        {"posts", tr("Posts"), {{posts, tr("Posts")}}},
        {"arrivals",
         tr("People who came in"),
         {{guests_entered, tr("Guests")}, {sign_ups, tr("New accounts"), second}}},
        {"cases", tr("Reports waiting"), {{cases_open, tr("Open cases")}}},
        {"case-wait", tr("Longest wait of a report"), {{case_wait_minutes, tr("Longest wait")}}, true},
        {"decided", tr("Cases decided"), {{cases_decided, tr("Cases decided")}}},
        {"proofs", tr("Proofs of age waiting"), {{proofs_waiting, tr("Proofs of age")}}},
        {"payments",
         tr("Payments"),
         {{payments, tr("Paid")}, {payments_failed, tr("Failed or given up"), bad}}},
        {"sms", tr("SMS"), {{sms_sent, tr("Sent")}, {sms_failed, tr("Failed or not known"), bad}}},
        {"jobs", tr("Jobs late or failing"), {{jobs_late, tr("Jobs")}}},
    }};
    return all;
}

view::ChartTime day_of(base::Time at, const view::Language& language) {
    return {base::to_iso8601(at), view::date_text(at, language)};
}

class Maker {
public:
    explicit Maker(const ChartGround& ground)
        : ground_(ground),
          bars_(overview::bars_of(ground.span, ground.now)),
          points_(overview::points_of(ground.span, ground.now)) {}

    view::Chart make(const Plan& plan) const {
        view::Chart chart{.id = std::string(plan.id), .title = ground_.language.text(plan.title)};
        chart.bars = store::kind_of(plan.parts.front().figure) == store::FigureKind::flow;
        chart.by_day = ground_.span == overview::Span::month;
        chart.from = time_of(bars_.from);
        chart.middle = time_of(bars_.begin_of(bars_.count / 2));
        const auto parts = gathered(plan, chart.bars ? bars_ : points_);
        const auto sums = view::stacked(parts);
        const auto range = view::range_of(sums.back());
        chart.known = range.has_value();
        if (!range) return chart;
        const auto top = view::chart_top(range->high);
        chart.low = say(plan, range->low);
        chart.high = say(plan, range->high);
        chart.top = say(plan, top);
        for (std::size_t i = 0; i < parts.size(); ++i)
            chart.parts.push_back(part_of(plan, plan.parts[i], parts[i], sums[i], top, chart.bars));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) value += standing(plan.parts[i], parts[i]);
        chart.value = say(plan, value);
        chart.rows = rows_of(plan);
        return chart;
    }

    // "€1,250.00 · $20.00": what was paid in all of the time.
    std::optional<std::string> money_note() const {
        constexpr std::array currencies{std::pair{Figure::paid_usd, store::Currency::usd},
                                        std::pair{Figure::paid_eur, store::Currency::eur},
                                        std::pair{Figure::paid_gbp, store::Currency::gbp}};
        const view::MoneyText money(ground_.language.code());
        std::string text;
        for (const auto& [figure, currency] : currencies) {
            const auto sum = overview::total(overview::gather(ground_.samples, figure, bars_));
            if (sum > 0) text += (text.empty() ? "" : " · ") + money({sum, currency});
        }
        return text.empty() ? std::nullopt : std::optional(text);
    }

private:
    // All that came to pass, or how it is now. (A point of the line is the most of its stretch.)
    std::uint64_t standing(const PartPlan& part, const view::ChartValues& values) const {
        if (store::kind_of(part.figure) == store::FigureKind::flow) return overview::total(values);
        return overview::latest(ground_.samples, part.figure).value_or(0);
    }
    std::string say(const Plan& plan, std::uint64_t value) const {
        return plan.minutes ? span_text(ground_.language, value * 60) : ground_.number(value);
    }
    view::ChartTime time_of(base::Time at) const {
        return ground_.span == overview::Span::day ? clock_of(at) : day_of(at, ground_.language);
    }
    std::vector<view::ChartValues> gathered(const Plan& plan, const overview::Buckets& buckets) const {
        std::vector<view::ChartValues> parts;
        parts.reserve(plan.parts.size());
        for (const auto& part : plan.parts)
            parts.push_back(overview::gather(ground_.samples, part.figure, buckets));
        return parts;
    }
    view::ChartPart part_of(const Plan& plan, const PartPlan& part, const view::ChartValues& values,
                            const view::ChartValues& sums, std::uint64_t top, bool bars) const {
        return {.name = ground_.language.text(part.name),
                .value = say(plan, standing(part, values)),
                .tone = std::string(part.tone),
                .area = bars ? view::bars_path(sums, top) : view::area_path(sums, top),
                .line = bars ? std::string() : view::line_path(sums, top)};
    }
    // The newest first; what has yet to come is left out.
    std::vector<view::ChartRow> rows_of(const Plan& plan) const {
        const auto parts = gathered(plan, bars_);
        std::vector<view::ChartRow> rows;
        for (std::size_t i = bars_.count; i-- > 0;) {
            view::ChartRow row{.at = time_of(bars_.begin_of(i)), .cells = {}};
            for (const auto& part : parts)
                row.cells.push_back(part[i] ? say(plan, *part[i]) : std::string(unknown));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    const ChartGround& ground_;
    overview::Buckets bars_;
    overview::Buckets points_;
};

}  // namespace

view::ChartTime clock_of(base::Time at) {
    constexpr std::size_t clock_begins = 11;
    constexpr std::size_t clock_length = 5;
    std::string iso = base::to_iso8601(at);
    return {iso, iso.substr(clock_begins, clock_length) + " UTC"};
}

std::vector<view::Chart> overview_charts(const ChartGround& ground) {
    const Maker maker(ground);
    std::vector<view::Chart> charts;
    for (const auto& plan : plans()) {
        charts.push_back(maker.make(plan));
        if (plan.id == "payments") charts.back().note = maker.money_note();
    }
    return charts;
}

}  // namespace fcgi::handlers
