#include "ws/outbox.h"

#include <boost/test/unit_test.hpp>
#include <random>

namespace {

ws::Frames entry(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }

std::string take(ws::Outbox& outbox, std::size_t target) {
    ws::Joined joined;
    const auto bytes = outbox.take(target, joined);
    return bytes ? *bytes : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox)

BOOST_AUTO_TEST_CASE(an_empty_outbox_gives_nothing) {
    ws::Outbox outbox(10);
    BOOST_TEST(outbox.empty());
    BOOST_TEST(outbox.bytes() == 0U);
    BOOST_TEST(take(outbox, 100).empty());
}

BOOST_AUTO_TEST_CASE(it_fills_up_to_its_bound_and_not_a_byte_further) {
    ws::Outbox outbox(10);
    BOOST_TEST(outbox.add(entry("12345")));
    BOOST_TEST(outbox.add(entry("67890")), "just full");
    BOOST_TEST(!outbox.add(entry("x")), "a byte too many");
    BOOST_TEST(outbox.add(entry("")), "nothing takes no room");
    BOOST_TEST(outbox.bytes() == 10U);
    BOOST_TEST(take(outbox, 100) == "1234567890", "what was refused is not in it");
}

BOOST_AUTO_TEST_CASE(an_entry_larger_than_the_outbox_is_refused_also_when_it_is_empty) {
    ws::Outbox outbox(10);
    BOOST_TEST(!outbox.add(entry("12345678901")));
    BOOST_TEST(outbox.empty());
    BOOST_TEST(outbox.bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_taken_makes_room) {
    ws::Outbox outbox(10);
    BOOST_TEST(outbox.add(entry("12345")));
    BOOST_TEST(outbox.add(entry("67890")));
    take(outbox, 5);
    BOOST_TEST(outbox.bytes() == 5U);
    BOOST_TEST(outbox.add(entry("abcde")));
    BOOST_TEST(!outbox.add(entry("f")));
    take(outbox, 100);
    BOOST_TEST(outbox.bytes() == 0U);
    BOOST_TEST(outbox.empty());
}

BOOST_AUTO_TEST_CASE(one_write_takes_whole_entries_up_to_its_target) {
    ws::Outbox outbox(100);
    for (const char* text : {"aaaa", "bbbb", "cccc", "dd"}) BOOST_TEST(outbox.add(entry(text)));
    BOOST_TEST(take(outbox, 8) == "aaaabbbb", "just the target");
    BOOST_TEST(take(outbox, 5) == "cccc", "the next would pass it");
    BOOST_TEST(take(outbox, 5) == "dd");
}

BOOST_AUTO_TEST_CASE(an_entry_above_the_target_goes_alone_and_whole) {
    ws::Outbox outbox(100);
    const std::string large(20, 'x');
    BOOST_TEST(outbox.add(entry(large)));
    BOOST_TEST(outbox.add(entry("y")));
    BOOST_TEST(take(outbox, 5) == large);
    BOOST_TEST(take(outbox, 5) == "y");
}

BOOST_AUTO_TEST_CASE(a_lone_entry_is_passed_on_uncopied) {
    ws::Outbox outbox(100);
    const auto shared = entry("for many sockets, built once");
    BOOST_TEST(outbox.add(shared));
    ws::Joined joined;
    BOOST_TEST(outbox.take(5, joined) == shared);
}

BOOST_AUTO_TEST_CASE(what_waits_for_many_sockets_alike_is_joined_once) {
    const auto one = entry("one");
    const auto two = entry("two");
    ws::Joined joined;
    const auto taken_of = [&](const std::vector<ws::Frames>& entries) {
        ws::Outbox outbox(100);
        for (const auto& each : entries) BOOST_TEST(outbox.add(each));
        return outbox.take(100, joined);
    };
    const auto first = taken_of({one, two});
    BOOST_TEST(*first == "onetwo");
    BOOST_TEST(taken_of({one, two}) == first, "the same bytes, not a copy");
    BOOST_TEST(*taken_of({two, one}) == "twoone", "others are not taken for the same");
    BOOST_TEST(*taken_of({one, two, two}) == "onetwotwo", "nor are more");
    BOOST_TEST(*taken_of({one, two}) == "onetwo");
}

BOOST_AUTO_TEST_CASE(what_was_sent_is_let_go_of) {
    ws::Outbox outbox(100);
    ws::Joined joined;
    const auto shared = entry("shared");
    BOOST_TEST(outbox.add(shared));
    (void)outbox.take(5, joined);
    BOOST_TEST(shared.use_count() == 1, "a lone entry");
    BOOST_TEST(outbox.add(shared));
    BOOST_TEST(outbox.add(shared));
    (void)outbox.take(100, joined);
    joined.clear();
    BOOST_TEST(shared.use_count() == 1, "entries that were joined into one write");
    BOOST_TEST(outbox.add(shared));
    outbox.clear();
    BOOST_TEST(shared.use_count() == 1, "entries that were dropped");
    BOOST_TEST(outbox.bytes() == 0U);
    BOOST_TEST(outbox.take(100, joined) == nullptr);
}

// Seeded: the same run each time.
BOOST_AUTO_TEST_CASE(whatever_is_accepted_comes_out_once_and_in_order) {
    std::mt19937 random(17);
    const auto below = [&](unsigned bound) { return random() % bound; };
    ws::Outbox outbox(300);
    std::string put_in;
    std::string taken;
    std::size_t refused = 0;
    for (int step = 0; step < 20'000; ++step) {
        if (below(3) < 2) {
            const std::string text(below(40), static_cast<char>('a' + step % 26));
            const bool fits = put_in.size() - taken.size() + text.size() <= 300;
            BOOST_REQUIRE(outbox.add(entry(text)) == fits);
            if (fits) put_in += text;
            if (!fits) ++refused;
        } else {
            taken += take(outbox, 1 + below(100));
        }
        BOOST_REQUIRE(outbox.bytes() == put_in.size() - taken.size());
    }
    while (!outbox.empty()) taken += take(outbox, 50);
    BOOST_TEST((taken == put_in));
    BOOST_TEST(refused > 0U, "the run never met the bound");
}

BOOST_AUTO_TEST_SUITE_END()
