#include "core/chat/queue.h"

#include <boost/test/unit_test.hpp>

namespace {

using base::Millis;

// One waiting person a letter: m for a member, g for a guest. Their numbers in the row are told.
std::string called(store::Bounds bounds, store::Taken taken, const std::string& row) {
    std::vector<store::Admission> waiting;
    for (const char c : row) {
        store::Admission one;
        one.id = waiting.size() + 1;
        one.guest = c == 'g';
        waiting.push_back(one);
    }
    std::string numbers;
    for (const auto& one : chat::callable(bounds, taken, waiting)) numbers += std::to_string(one.id);
    return numbers;
}

store::Wait wait(int seconds, std::uint64_t ahead) {
    return {.called_at = {}, .waited = Millis{1000 * seconds}, .ahead = ahead};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(queue)

BOOST_AUTO_TEST_CASE(free_places_are_given_in_the_order_of_the_queue_and_guests_keep_to_their_share) {
    const struct {
        store::Bounds bounds;
        store::Taken taken;
        const char* row;
        const char* called;
    } cases[] = {
        {{2, 2}, {0, 0}, "ggg", "12"}, {{2, 2}, {2, 2}, "mg", ""},      {{2, 2}, {1, 1}, "mg", "1"},
        {{3, 1}, {1, 1}, "gg", ""},    {{3, 1}, {1, 1}, "mgg", "1"},    {{3, 1}, {0, 0}, "mggg", "12"},
        {{3, 0}, {0, 0}, "ggg", ""},   {{5, 2}, {1, 0}, "mggg", "123"}, {{2, 2}, {5, 5}, "m", ""},
        {{5, 2}, {4, 4}, "mg", "1"},   {{9, 9}, {0, 0}, "", ""},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.bounds.people << "/" << c.bounds.guests << " taken " << c.taken.people << "/"
                                           << c.taken.guests << " " << c.row) {
            BOOST_TEST(called(c.bounds, c.taken, c.row) == c.called);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_estimate_is_the_median_of_what_a_place_took_times_the_places) {
    BOOST_TEST(!chat::estimate({}, Millis{0}, 3).has_value());
    const std::vector<store::Wait> one{wait(30, 2)};
    BOOST_TEST((chat::estimate(one, Millis{0}, 0) == Millis{10'000}));
    BOOST_TEST((chat::estimate(one, Millis{0}, 5) == Millis{60'000}));
    const std::vector<store::Wait> with_an_outlier{wait(10, 0), wait(20, 1), wait(9000, 0)};
    BOOST_TEST((chat::estimate(with_an_outlier, Millis{0}, 0) == Millis{10'000}));
}

BOOST_AUTO_TEST_CASE(a_queue_that_stands_still_is_not_said_to_be_fast) {
    const std::vector<store::Wait> fast{wait(2, 0), wait(2, 0), wait(2, 0)};
    BOOST_TEST((chat::estimate(fast, Millis{1000}, 1) == Millis{4000}));
    BOOST_TEST((chat::estimate(fast, Millis{90'000}, 1) == Millis{180'000}));
}

BOOST_AUTO_TEST_SUITE_END()
