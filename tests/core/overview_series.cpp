#include "core/overview/series.h"

#include <boost/test/unit_test.hpp>

#include "core/overview/sampler.h"

namespace {

using overview::Span;
using store::Figure;
using store::HouseSample;
using namespace std::chrono_literals;

// 2026-01-01 12:00 UTC
constexpr base::Time noon = base::from_epoch_ms(1'767'268'800'000);

HouseSample sample(base::Time at, Figure figure, std::uint64_t value) {
    HouseSample one{.at = at};
    one[figure] = value;
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(overview_series)

BOOST_AUTO_TEST_CASE(a_day_is_24_hours_and_a_month_30_days_of_utc_and_now_lies_in_the_last) {
    const auto now = noon + 34min;
    const auto hours = overview::bars_of(Span::day, now);
    BOOST_TEST(hours.count == 24U);
    BOOST_TEST((hours.from == noon - 23h));
    BOOST_TEST((hours.begin_of(23) == noon));
    const auto days = overview::bars_of(Span::month, now);
    BOOST_TEST(days.count == 30U);
    BOOST_TEST((days.begin_of(29) == noon - 12h));
    for (const auto span : {Span::day, Span::month}) {
        const auto bars = overview::bars_of(span, now);
        const auto points = overview::points_of(span, now);
        BOOST_TEST((points.from == bars.from));
        BOOST_TEST((points.begin_of(points.count) == bars.begin_of(bars.count)), "the same time");
        BOOST_TEST((overview::parse_span(overview::name_of(span)) == span));
    }
    BOOST_TEST(!overview::parse_span("1y").has_value());
}

BOOST_AUTO_TEST_CASE(states_are_shown_as_they_stood_at_most_and_what_came_to_pass_together) {
    const overview::Buckets two{.from = noon, .width = 1h, .count = 2};
    const std::vector<HouseSample> states{
        sample(noon - 1ms, Figure::cases_open, 99), sample(noon, Figure::cases_open, 2),
        sample(noon + 30min, Figure::cases_open, 5), sample(noon + 59min, Figure::cases_open, 1),
        sample(noon + 2h, Figure::cases_open, 77)};
    BOOST_TEST((overview::gather(states, Figure::cases_open, two) ==
                std::vector<store::FigureValue>{5, std::nullopt}));
    const std::vector<HouseSample> so_far(states.begin(), states.end() - 1);
    BOOST_TEST(overview::latest(so_far, Figure::cases_open).value() == 1U, "and not the most of late");
    BOOST_TEST(!overview::latest(so_far, Figure::proofs_waiting).has_value());
    std::vector<HouseSample> flows;
    for (const auto at : {-1min, 0min, 5min, 59min, 60min, 120min})
        flows.push_back(sample(noon + at, Figure::posts, 10));
    const auto gathered = overview::gather(flows, Figure::posts, two);
    BOOST_TEST((gathered == std::vector<store::FigureValue>{30, 10}));
    BOOST_TEST(overview::total(gathered) == 40U);
    BOOST_TEST((overview::gather(flows, Figure::sign_ups, two) ==
                std::vector<store::FigureValue>{std::nullopt, std::nullopt}));
}

BOOST_AUTO_TEST_CASE(an_hour_of_samples_holds_the_most_of_states_and_all_that_came_to_pass) {
    std::vector<HouseSample> fine;
    for (unsigned i = 0; i < 12; ++i) {
        fine.push_back(sample(noon + i * 5min, Figure::posts, i));
        fine.back()[Figure::members_online] = i % 5;
    }
    fine[3][Figure::guests_online] = 7;
    const auto hour = overview::hour_of(noon, fine);
    BOOST_TEST((hour.at == noon));
    BOOST_TEST(hour[Figure::posts].value() == 66U);
    BOOST_TEST(hour[Figure::members_online].value() == 4U);
    BOOST_TEST(hour[Figure::guests_online].value() == 7U, "the rest of the hour is not known");
    BOOST_TEST(!hour[Figure::payments].has_value());
    BOOST_TEST((overview::hour_of(noon, {}) == HouseSample{.at = noon}));
}

BOOST_AUTO_TEST_CASE(a_moment_belongs_to_the_step_that_has_begun) {
    BOOST_TEST((overview::step_of(noon, overview::fine_step) == noon));
    BOOST_TEST((overview::step_of(noon + 4min + 59s, overview::fine_step) == noon));
    BOOST_TEST((overview::step_of(noon + 59min, overview::hour_step) == noon));
    BOOST_TEST((overview::step_of(noon - 1ms, 24h) == noon - 12h));
}

BOOST_AUTO_TEST_CASE(what_has_waited_is_told_in_whole_minutes) {
    BOOST_TEST(overview::minutes_since(std::nullopt, noon) == 0U);
    BOOST_TEST(overview::minutes_since(noon - 119s, noon) == 1U);
    BOOST_TEST(overview::minutes_since(noon + 1h, noon) == 0U, "a clock that went back");
}

BOOST_AUTO_TEST_SUITE_END()
