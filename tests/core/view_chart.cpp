#include "core/view/chart.h"

#include <boost/test/unit_test.hpp>

namespace {

using view::ChartValues;
constexpr auto none = std::nullopt;

struct Top {
    std::uint64_t highest;
    std::uint64_t top;
};
struct Path {
    ChartValues values;
    std::uint64_t top;
    std::string path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(view_chart)

BOOST_AUTO_TEST_CASE(an_axis_ends_at_a_round_number_whose_half_is_whole) {
    for (const auto& [highest, top] :
         {Top{0, 4}, Top{1, 4}, Top{4, 4}, Top{5, 6}, Top{7, 8}, Top{9, 10}, Top{10, 10}, Top{11, 20},
          Top{41, 50}, Top{51, 60}, Top{61, 80}, Top{81, 100}, Top{100, 100}, Top{101, 200}, Top{299, 300},
          Top{12'345, 20'000}, Top{800'001, 1'000'000}, Top{UINT64_MAX, UINT64_MAX}}) {
        BOOST_TEST(view::chart_top(highest) == top, highest);
        BOOST_TEST(view::chart_top(highest) >= highest);
    }
}

BOOST_AUTO_TEST_CASE(parts_stand_on_each_other_and_a_gap_in_one_is_a_gap_in_all_above) {
    const auto sums = view::stacked({{1, 2, none, 4}, {10, none, 30, 40}, {100, 100, 100, 100}});
    BOOST_REQUIRE(sums.size() == 3U);
    BOOST_TEST((sums[0] == ChartValues{1, 2, none, 4}));
    BOOST_TEST((sums[1] == ChartValues{11, none, none, 44}));
    BOOST_TEST((sums[2] == ChartValues{111, none, none, 144}));
    BOOST_TEST(view::stacked({}).empty());
}

BOOST_AUTO_TEST_CASE(what_is_known_has_a_range) {
    BOOST_TEST(!view::range_of({}).has_value());
    BOOST_TEST(!view::range_of({none, none}).has_value());
    const auto range = view::range_of({none, 7, 3, none, 41, 17, none}).value();
    BOOST_TEST(range.low == 3U);
    BOOST_TEST(range.high == 41U);
}

BOOST_AUTO_TEST_CASE(lines_break_off_where_nothing_is_known_and_a_lonely_value_is_a_dot) {
    const std::vector<Path> table{
        {{}, 4, ""},
        {{none, none}, 4, ""},
        {{0, 4}, 4, "M0 200L500 0"},
        {{2, none}, 4, "M0 100h0"},
        {{none, 4, 0, none, 1}, 4, "M200 0L400 200M800 150h0"},
        {{9}, 4, "M0 0h0"},  // beyond the end of the axis: at its end
    };
    for (const auto& [values, top, path] : table) BOOST_TEST(view::line_path(values, top) == path);
}

BOOST_AUTO_TEST_CASE(areas_reach_the_ground) {
    const std::vector<Path> table{
        {{none}, 4, ""},
        {{3}, 4, ""},
        {{0, 4}, 4, "M0 200L0 200L500 0V200Z"},
        {{1, 1, none, 2, 4}, 4, "M0 200L0 150L200 150V200ZM600 200L600 100L800 0V200Z"},
    };
    for (const auto& [values, top, path] : table) BOOST_TEST(view::area_path(values, top) == path);
}

BOOST_AUTO_TEST_CASE(bars_have_gaps_between_them_and_the_least_of_them_shows) {
    const std::vector<Path> table{
        {{}, 4, ""},
        {{0, none}, 4, ""},
        {{4, 0}, 4, "M0 200v-200h350v200z"},
        {{none, 2}, 4, "M500 200v-100h350v100z"},
        {{1}, 1'000'000, "M0 200v-2h700v2z"},
    };
    for (const auto& [values, top, path] : table) BOOST_TEST(view::bars_path(values, top) == path);
}

BOOST_AUTO_TEST_CASE(as_much_money_as_there_may_be_stays_within_the_chart) {
    BOOST_TEST(view::line_path({UINT64_MAX, UINT64_MAX / 2}, UINT64_MAX) == "M0 0L500 100");
}

BOOST_AUTO_TEST_SUITE_END()
