#include "fcgi/recent.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/stepped_clock.h"

namespace {

struct Remembered {
    // What `at` gives for this version; each read gives the next number.
    int at(int id, std::uint64_t version) {
        return recent.at(id, version, clock.now(), [&] { return ++reads; });
    }

    support::SteppedClock clock;
    fcgi::Recent<int, int> recent{2, base::Millis{1000}};
    int reads = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(recent, Remembered)

BOOST_AUTO_TEST_CASE(the_same_version_is_read_once) {
    BOOST_TEST(at(7, 1) == 1);
    BOOST_TEST(at(7, 1) == 1);
}

BOOST_AUTO_TEST_CASE(another_version_is_read_also_an_older_one) {
    at(7, 2);
    BOOST_TEST(at(7, 3) == 2);
    BOOST_TEST(at(7, 2) == 3);
}

BOOST_AUTO_TEST_CASE(it_is_kept_for_its_time_and_no_longer) {
    at(7, 1);
    clock.forward(base::Millis{999});
    BOOST_TEST(at(7, 1) == 1);
    clock.forward(base::Millis{1});
    BOOST_TEST(at(7, 1) == 2);
}

BOOST_AUTO_TEST_CASE(the_one_that_was_read_first_makes_room) {
    at(1, 1);
    clock.forward(base::Millis{1});
    at(2, 1);
    clock.forward(base::Millis{1});
    at(3, 1);
    BOOST_TEST(reads == 3);
    at(2, 1);
    at(3, 1);
    BOOST_TEST(reads == 3, "these are still there");
    at(1, 1);
    BOOST_TEST(reads == 4);
}

BOOST_AUTO_TEST_CASE(a_read_that_fails_keeps_nothing) {
    const auto fail = [&]() -> int { throw std::runtime_error("no database"); };
    BOOST_CHECK_THROW(recent.at(7, 1, clock.now(), fail), std::runtime_error);
    BOOST_TEST(at(7, 1) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
