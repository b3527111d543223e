#include "ws/flood.h"

#include <boost/test/unit_test.hpp>

using ws::FloodStep;

namespace ws {

std::ostream& operator<<(std::ostream& out, FloodStep step) { return out << name_of(step); }

}  // namespace ws

namespace {

constexpr ws::Flood::Thresholds thresholds{10, 20, 40};

}  // namespace

BOOST_AUTO_TEST_SUITE(flood)

BOOST_AUTO_TEST_CASE(each_step_begins_at_its_threshold_and_not_below) {
    struct Row {
        std::uint64_t deliveries;
        FloodStep step;
    };
    for (const auto& [deliveries, step] :
         {Row{0, FloodStep::calm}, Row{9, FloodStep::calm}, Row{10, FloodStep::no_typing},
          Row{19, FloodStep::no_typing}, Row{20, FloodStep::counts_only}, Row{39, FloodStep::counts_only},
          Row{40, FloodStep::gathering}, Row{1'000'000, FloodStep::gathering}}) {
        ws::Flood flood;
        BOOST_TEST(flood.second(deliveries, thresholds) == (step != FloodStep::calm),
                   "it says whether the step changed");
        BOOST_TEST(flood.step() == step, deliveries);
    }
}

BOOST_AUTO_TEST_CASE(it_calms_down_a_step_at_a_time_after_several_seconds) {
    ws::Flood flood;
    flood.second(40, thresholds);
    std::vector<FloodStep> steps;
    for (int second = 0; second < 15; ++second) {
        if (flood.second(0, thresholds)) steps.push_back(flood.step());
    }
    const std::vector expected{FloodStep::counts_only, FloodStep::no_typing, FloodStep::calm};
    BOOST_TEST(steps == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_calm_second_does_not_make_it_flicker) {
    ws::Flood flood;
    flood.second(40, thresholds);
    for (int second = 0; second < 20; ++second)
        BOOST_TEST(!flood.second(second % 4 == 0 ? 40 : 0, thresholds));
    BOOST_TEST(flood.step() == FloodStep::gathering);
}

BOOST_AUTO_TEST_SUITE_END()
