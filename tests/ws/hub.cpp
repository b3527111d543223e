#include "ws/hub.h"

#include <boost/test/unit_test.hpp>

#include "core/chat/event_json.h"
#include "tests/ws/hub_listeners.h"

using support::event;
using support::Hall;
using support::Listener;
using support::stream;

BOOST_FIXTURE_TEST_SUITE(hub, Hall)

BOOST_AUTO_TEST_CASE(what_follows_is_delivered_at_once_to_everybody_and_nothing_is_read) {
    Listener ann;
    Listener bob;
    BOOST_TEST(join(ann, 3));
    BOOST_TEST(join(bob, 3));
    posted(4, 4);
    posted(5, 7);
    BOOST_TEST(ann.news() == "4 5 6 7");
    BOOST_TEST(bob.news() == "4 5 6 7");
    BOOST_TEST(asked().empty());
    BOOST_TEST(hub.deliveries() == 8U);
}

BOOST_AUTO_TEST_CASE(all_get_the_same_bytes_and_they_are_the_frame_of_the_protocol) {
    Listener ann;
    Listener bob;
    join(ann, 0);
    join(bob, 0);
    posted(1, 3);
    BOOST_TEST(ann.whole);
    BOOST_TEST(ann.last.joined.get() == bob.last.joined.get(), "built once, shared by all");
    BOOST_TEST(ann.last.first() == 1U);
    BOOST_TEST(ann.last.last() == 3U);
    const auto frames = support::take_frames(*ann.last.joined);
    BOOST_REQUIRE(frames.size() == 3U);
    BOOST_TEST(frames[1].payload == chat::event_json("en-us", event(2)));
}

BOOST_AUTO_TEST_CASE(what_came_before_is_not_delivered_again) {
    Listener ann;
    join(ann, 0);
    posted(1, 3);
    posted(2, 3);
    posted(1, 4);
    read(1, 5);
    read_nothing();
    BOOST_TEST(ann.news() == "1 2 3 4 5");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(at_a_hole_it_reads_what_is_missing_and_delivers_nothing_before) {
    Listener ann;
    join(ann, 1);
    posted(4, 5);
    BOOST_TEST(ann.news().empty());
    BOOST_TEST(asked() == "7>1");
    read(2, 5);
    BOOST_TEST(ann.news() == "2 3 4 5");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(a_hole_within_what_arrives_lets_the_first_part_through) {
    Listener ann;
    join(ann, 0);
    hub.arrive(stream, {event(1), event(2), event(5)}, false);
    BOOST_TEST(ann.news() == "1 2");
    BOOST_TEST(asked() == "7>2");
    read(3, 5);
    BOOST_TEST(ann.news() == "3 4 5");
}

BOOST_AUTO_TEST_CASE(at_most_one_read_is_under_way) {
    Listener ann;
    join(ann, 0);
    posted(3, 3);
    BOOST_TEST(asked() == "7>0");
    posted(5, 5);
    hub.hear(stream, 9);
    posted(4, 4);
    BOOST_TEST(asked().empty());
    read(1, 5);
    BOOST_TEST(ann.news() == "1 2 3 4 5");
    BOOST_TEST(asked() == "7>5", "the hint of 9 is not forgotten");
    read(6, 9);
    BOOST_TEST(ann.news() == "6 7 8 9");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(what_follows_is_delivered_also_while_a_read_is_under_way) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 2);
    BOOST_TEST(asked() == "7>0");
    posted(1, 2);
    BOOST_TEST(ann.news() == "1 2");
    read(1, 2);
    BOOST_TEST(ann.news().empty());
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(a_read_that_brings_a_part_is_followed_by_the_next) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 6);
    BOOST_TEST(asked() == "7>0");
    read(1, 3);
    BOOST_TEST(asked() == "7>3");
    read(4, 6);
    BOOST_TEST(ann.news() == "1 2 3 4 5 6");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(a_hint_of_what_is_known_asks_for_nothing) {
    Listener ann;
    join(ann, 5);
    hub.hear(stream, 4);
    hub.hear(stream, 5);
    hub.hear(base::StreamId{99}, 5);
    BOOST_TEST(asked().empty());
    hub.hear(stream, 6);
    hub.hear(stream, 6);
    BOOST_TEST(asked() == "7>5");
}

// A hint is never the truth: one that promises too much may cost a read, but not one read after the other.
BOOST_AUTO_TEST_CASE(a_hint_that_promises_more_than_there_is_costs_one_read) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 1000);
    BOOST_TEST(asked() == "7>0");
    read_nothing();
    BOOST_TEST(asked().empty());
    hub.hear(stream, 1);
    BOOST_TEST(asked() == "7>0", "the next true one is believed");
    read(1, 1);
    BOOST_TEST(ann.news() == "1");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(a_hint_during_a_read_that_finds_nothing_yet_is_followed_by_another) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 1);
    BOOST_TEST(asked() == "7>0");
    hub.hear(stream, 2);
    read_nothing();
    BOOST_TEST(asked() == "7>0", "2 may have come after the read had looked");
    read(1, 2);
    BOOST_TEST(ann.news() == "1 2");
}

BOOST_AUTO_TEST_CASE(after_a_failed_read_the_next_hint_asks_again) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 2);
    BOOST_TEST(asked() == "7>0");
    hub.read_failed(stream);
    BOOST_TEST(asked().empty(), "not by itself: the database may be down");
    hub.hear(stream, 2);
    BOOST_TEST(asked() == "7>0");
    read(1, 2);
    BOOST_TEST(ann.news() == "1 2");
    hub.read_failed(base::StreamId{99});
}

BOOST_AUTO_TEST_CASE(what_is_of_the_moment_goes_to_all_but_one) {
    Listener ann;
    Listener bob;
    join(ann, 0);
    join(bob, 0);
    hub.broadcast(stream, ws::text_frame("hello"), &ann);
    BOOST_TEST(ann.news().empty());
    BOOST_TEST(bob.news() == "hello");
    hub.broadcast(stream, ws::text_frame("all"));
    BOOST_TEST(ann.news() + bob.news() == "allall");
    hub.broadcast(base::StreamId{99}, ws::text_frame("nobody"));
    BOOST_TEST(ann.news() + bob.news() == "");
}

BOOST_AUTO_TEST_CASE(streams_do_not_mix) {
    const base::StreamId other{8};
    Listener ann;
    Listener bob;
    hub.subscribe(ann, stream, "en-us", 0);
    hub.subscribe(ann, other, "en-all", 10);
    hub.subscribe(bob, other, "en-all", 10);
    posted(1, 1);
    hub.arrive(other, support::events(13, 13, other), false);
    BOOST_TEST(asked() == "8>10");
    posted(2, 2);
    hub.arrive(other, support::events(11, 13, other), true);
    BOOST_TEST(ann.news() == "1 2 11 12 13");
    BOOST_TEST(bob.news() == "11 12 13");
    BOOST_TEST(support::take_frames(*bob.last.joined).front().payload ==
               chat::event_json("en-all", event(11)));
}

BOOST_AUTO_TEST_CASE(own_streams_are_not_busy_and_empty_ones_are_none) {
    Listener ann;
    hub.subscribe(ann, stream, "en-us", 0);
    hub.subscribe(ann, base::StreamId{8}, std::string(chat::own_stream_name), 0);
    BOOST_REQUIRE(hub.busy_streams().size() == 1U);
    BOOST_TEST(hub.busy_streams().front().value == 7U);
    BOOST_TEST(hub.streams().size() == 2U);
    hub.unsubscribe(ann, stream);
    BOOST_TEST(hub.busy_streams().empty());
    BOOST_TEST(hub.streams().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
