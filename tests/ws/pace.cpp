#include "ws/pace.h"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

const ws::Pace::Instant start{1h};

}  // namespace

BOOST_AUTO_TEST_SUITE(pace)

BOOST_AUTO_TEST_CASE(at_rest_a_round_begins_at_once) { BOOST_TEST(ws::Pace().wait(start).count() == 0); }

BOOST_AUTO_TEST_CASE(a_round_waits_as_long_as_the_one_before_takes) {
    ws::Pace pace;
    pace.began(start, 1000, 1000);
    BOOST_TEST(pace.wait(start).count() == 5'000);
    BOOST_TEST(pace.wait(start + 4ms).count() == 1'000);
    BOOST_TEST(pace.wait(start + 5ms).count() == 0);
    BOOST_TEST(pace.wait(start + 1s).count() == 0, "never before now");
}

BOOST_AUTO_TEST_CASE(the_next_frame_of_a_small_crowd_hardly_waits) {
    ws::Pace pace;
    pace.began(start, 20, 20);
    BOOST_TEST(pace.wait(start).count() < 1000);
}

BOOST_AUTO_TEST_CASE(however_large_a_round_was_the_next_waits_no_longer_than_the_longest) {
    ws::Pace pace;
    pace.began(start, 1'000'000, 1'000'000);
    BOOST_TEST(pace.wait(start).count() == 50'000);
}

BOOST_AUTO_TEST_CASE(under_pressure_rounds_that_gather_are_further_apart) {
    ws::Pace pace;
    pace.gather(true);
    pace.began(start, 500, 1000);
    const auto gathering = pace.wait(start);
    BOOST_TEST(gathering.count() == 50'000);
    pace.gather(false);
    BOOST_TEST(pace.wait(start).count() == gathering.count(), "the round that waits keeps its time");
    pace.began(start, 500, 1000);
    BOOST_TEST(pace.wait(start).count() < gathering.count());
}

BOOST_AUTO_TEST_CASE(under_pressure_a_single_frame_for_each_does_not_wait_to_be_gathered) {
    ws::Pace pace;
    pace.gather(true);
    pace.began(start, 500, 500);
    BOOST_TEST(pace.wait(start).count() == 2'500);
}

BOOST_AUTO_TEST_SUITE_END()
