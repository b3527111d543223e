#include "ws/replays.h"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

constexpr base::StreamId lounge{7};
const base::Time now = base::from_epoch_ms(1'000'000);

std::vector<store::Event> events(base::Seq first, base::Seq last) {
    std::vector<store::Event> made;
    for (base::Seq seq = first; seq <= last; ++seq) {
        made.push_back({.stream = lounge,
                        .seq = seq,
                        .kind = "react",
                        .at = now,
                        .message = std::nullopt,
                        .payload = std::to_string(seq)});
    }
    return made;
}

std::vector<base::Seq> seqs(const std::optional<std::vector<store::Event>>& found) {
    std::vector<base::Seq> all;
    for (const auto& event : found.value()) all.push_back(event.seq);
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replays)

BOOST_AUTO_TEST_CASE(who_missed_nothing_needs_no_read) {
    const ws::Replays replays(100);
    BOOST_TEST(replays.find(lounge, 12, 12, now).value().empty());
}

BOOST_AUTO_TEST_CASE(what_was_never_read_is_not_known) {
    const ws::Replays replays(100);
    BOOST_TEST(!replays.find(lounge, 11, 12, now).has_value());
}

BOOST_AUTO_TEST_CASE(whoever_missed_less_than_the_one_before_gets_their_part) {
    ws::Replays replays(100);
    replays.keep(lounge, 10, events(11, 14), now);
    BOOST_TEST(seqs(replays.find(lounge, 10, 14, now)) == (std::vector<base::Seq>{11, 12, 13, 14}));
    BOOST_TEST(seqs(replays.find(lounge, 13, 14, now)) == (std::vector<base::Seq>{14}));
    BOOST_TEST(replays.find(lounge, 13, 14, now)->front().payload == "14");
    BOOST_TEST(!replays.find(lounge, 9, 14, now).has_value(), "who missed more needs a read");
    BOOST_TEST(!replays.find(base::StreamId{8}, 10, 14, now).has_value(), "another stream");
}

BOOST_AUTO_TEST_CASE(nothing_holds_once_the_stream_has_moved_on) {
    ws::Replays replays(100);
    replays.keep(lounge, 10, events(11, 14), now);
    BOOST_TEST(!replays.find(lounge, 10, 15, now).has_value());
    replays.keep(lounge, 12, events(13, 15), now);
    BOOST_TEST(seqs(replays.find(lounge, 12, 15, now)) == (std::vector<base::Seq>{13, 14, 15}));
    BOOST_TEST(!replays.find(lounge, 10, 15, now).has_value());
}

BOOST_AUTO_TEST_CASE(nothing_is_told_that_was_read_long_ago) {
    ws::Replays replays(100);
    replays.keep(lounge, 10, events(11, 14), now);
    BOOST_TEST(replays.find(lounge, 10, 14, now + ws::Replays::fresh_for).has_value());
    BOOST_TEST(!replays.find(lounge, 10, 14, now + ws::Replays::fresh_for + 1ms).has_value());
}

BOOST_AUTO_TEST_CASE(its_memory_is_bounded) {
    ws::Replays replays(10);
    replays.keep(lounge, 0, events(1, 6), now);
    replays.keep(base::StreamId{8}, 0, events(1, 6), now);
    BOOST_TEST(!replays.find(lounge, 0, 6, now).has_value(), "gone to make room");
    BOOST_TEST(replays.find(base::StreamId{8}, 0, 6, now).has_value());
    replays.keep(base::StreamId{9}, 0, events(1, 11), now);
    BOOST_TEST(!replays.find(base::StreamId{9}, 0, 11, now).has_value(), "more than there is room for");
    BOOST_TEST(replays.find(base::StreamId{8}, 0, 6, now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
