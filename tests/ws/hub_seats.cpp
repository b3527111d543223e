// Who comes to a stream that is on its way, and who leaves it.
#include <boost/test/unit_test.hpp>

#include "tests/ws/hub_listeners.h"

using support::Hall;
using support::Listener;
using support::stream;

BOOST_FIXTURE_TEST_SUITE(hub_seats, Hall)

BOOST_AUTO_TEST_CASE(who_joins_ahead_of_the_others_gets_nothing_twice) {
    Listener ann;
    Listener bob;
    join(ann, 0);
    BOOST_TEST(join(bob, 4));
    BOOST_TEST(asked() == "7>0", "that bob has 4 tells that ann misses some");
    read(1, 6);
    BOOST_TEST(ann.news() == "1 2 3 4 5 6");
    BOOST_TEST(bob.news() == "5 6");
    posted(7, 7);
    BOOST_TEST(ann.news() == "7");
    BOOST_TEST(bob.news() == "7");
}

BOOST_AUTO_TEST_CASE(who_joins_behind_the_others_gets_what_the_hub_remembers) {
    Listener ann;
    join(ann, 0);
    posted(1, 6);
    for (const auto& [upto, expected] :
         {std::pair{1U, "2 3 4 5 6"}, std::pair{4U, "5 6"}, std::pair{6U, ""}}) {
        Listener late;
        BOOST_TEST(join(late, upto), upto);
        BOOST_TEST(late.news() == expected, upto);
        BOOST_TEST(late.whole);
        hub.unsubscribe(late, stream);
    }
    BOOST_TEST(ann.news() == "1 2 3 4 5 6", "and to ann it is nothing new");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(who_joins_too_far_behind_is_not_seated) {
    Listener ann;
    join(ann, 0);
    posted(1, 6);
    Listener late;
    BOOST_TEST(!join(late, 0), "five are remembered, 1 is not among them");
    posted(7, 7);
    BOOST_TEST(late.news().empty());
    BOOST_TEST(!join(late, 1));
    BOOST_TEST(join(late, 2));
    BOOST_TEST(late.news() == "3 4 5 6 7");
}

BOOST_AUTO_TEST_CASE(a_hub_that_remembers_nothing_seats_nobody_behind) {
    ws::Hub forgetful([](base::StreamId, base::Seq) {}, 0);
    Listener ann;
    Listener bob;
    forgetful.subscribe(ann, stream, "en-us", 0);
    forgetful.arrive(stream, support::events(1, 2), false);
    BOOST_TEST(!forgetful.subscribe(bob, stream, "en-us", 1));
    BOOST_TEST(forgetful.subscribe(bob, stream, "en-us", 2));
    forgetful.arrive(stream, support::events(3, 3), false);
    BOOST_TEST(bob.news() == "3");
}

BOOST_AUTO_TEST_CASE(who_joins_again_has_one_seat_and_gets_what_follows_the_new_place) {
    Listener ann;
    join(ann, 0);
    posted(1, 3);
    BOOST_TEST(join(ann, 1));
    BOOST_TEST(ann.news() == "1 2 3 2 3", "what it says to have not is given again");
    BOOST_TEST(join(ann, 5));
    read(4, 6);
    BOOST_TEST(ann.news() == "6");
    hub.unsubscribe(ann, stream);
    BOOST_TEST(hub.streams().empty(), "one seat, one leave");
}

BOOST_AUTO_TEST_CASE(who_has_left_hears_nothing_more_and_the_others_go_on) {
    Listener all[4];
    for (auto& one : all) join(one, 0);
    hub.unsubscribe(all[1], stream);
    posted(1, 1);
    hub.unsubscribe(all[3], stream);
    hub.unsubscribe(all[3], stream);
    hub.unsubscribe(all[3], base::StreamId{99});
    posted(2, 2);
    hub.broadcast(stream, ws::text_frame("x"));
    hub.unsubscribe(all[0], stream);
    posted(3, 3);
    BOOST_TEST(all[0].heard == "1 2 x");
    BOOST_TEST(all[1].heard == "");
    BOOST_TEST(all[2].heard == "1 2 x 3");
    BOOST_TEST(all[3].heard == "1");
}

BOOST_AUTO_TEST_CASE(what_arrives_for_a_stream_that_everybody_has_left_is_dropped) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 3);
    BOOST_TEST(asked() == "7>0");
    hub.unsubscribe(ann, stream);
    read(1, 2);
    posted(3, 3);
    hub.hear(stream, 9);
    BOOST_TEST(ann.news().empty());
    BOOST_TEST(asked().empty(), "nobody listens: nothing is read");
    BOOST_TEST(hub.streams().empty());
    BOOST_TEST(join(ann, 9));
    posted(10, 10);
    BOOST_TEST(ann.news() == "10");
}

BOOST_AUTO_TEST_CASE(at_most_one_read_is_under_way_also_when_everybody_left_and_somebody_came) {
    Listener ann;
    join(ann, 0);
    hub.hear(stream, 3);
    BOOST_TEST(asked() == "7>0");
    hub.unsubscribe(ann, stream);
    BOOST_TEST(hub.streams().empty());
    BOOST_TEST(join(ann, 0));
    hub.hear(stream, 4);
    BOOST_TEST(asked().empty(), "the first one has not come back");
    read(1, 3);
    BOOST_TEST(ann.news() == "1 2 3");
    BOOST_TEST(asked() == "7>3");
    read(4, 4);
    BOOST_TEST(ann.news() == "4");
    BOOST_TEST(asked().empty());
}

BOOST_AUTO_TEST_CASE(a_read_that_was_asked_for_by_people_who_left_does_not_mislead_those_who_came) {
    Listener ann;
    Listener bob;
    join(ann, 10);
    hub.hear(stream, 12);
    BOOST_TEST(asked() == "7>10");
    hub.unsubscribe(ann, stream);
    BOOST_TEST(join(bob, 11));
    read(11, 12);
    BOOST_TEST(bob.news() == "12");
    hub.unsubscribe(bob, stream);
    BOOST_TEST(join(ann, 20));
    posted(21, 21);
    BOOST_TEST(ann.news() == "21");
}

BOOST_AUTO_TEST_SUITE_END()
