#include "core/chat/admission.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/door.h"

using base::Millis;
using std::chrono::seconds;
using support::AtTheDoor;

BOOST_FIXTURE_TEST_SUITE(admission, AtTheDoor)

BOOST_AUTO_TEST_CASE(a_lounge_without_a_bound_asks_no_database) {
    connection.run("RENAME TABLE admission TO away, admission_gate TO away_too");
    BOOST_TEST(come(cy).in());
    BOOST_TEST(chat::has_place(connection, lounge, cy.participant.id));
    BOOST_TEST(support::told(chat::post(connection, house, by(cy.participant.id, "c1"))) == "1");
}

BOOST_AUTO_TEST_CASE(places_are_taken_until_there_is_none_and_then_a_queue_forms) {
    bound(2);
    BOOST_TEST(told(come(cy)) == "in");
    BOOST_TEST(told(come(dan)) == "in");
    BOOST_TEST(told(come(eve)) == "1");
    BOOST_TEST(told(come(guest("fay"))) == "2");
    BOOST_TEST(told(come(eve)) == "1", "coming again, as with each reload, keeps the place");
    BOOST_TEST(told(come(cy)) == "in");
    BOOST_TEST(stands(eve) == "1");
    BOOST_TEST(stands(dan) == "in");
}

BOOST_AUTO_TEST_CASE(whoever_has_waited_longest_is_called_and_the_place_is_held_for_them) {
    bound(1);
    come(cy);
    for (const auto& who : {dan, eve}) {
        clock.forward(seconds{1});
        come(who);
    }
    give_up(cy);
    BOOST_TEST(stands(dan) == "held");
    BOOST_TEST(stands(eve) == "1");
    BOOST_TEST(told(come(eve)) == "1", "a place that is held is nobody else's");
    BOOST_TEST(told(come(dan)) == "in");
}

BOOST_AUTO_TEST_CASE(guests_have_their_share_and_members_the_rest) {
    bound(3, 1);
    BOOST_TEST(told(come(cy)) == "in");
    BOOST_TEST(told(come(dan)) == "1", "two places are free, and not for guests");
    BOOST_TEST(told(come(member("mia"))) == "in");
    BOOST_TEST(told(come(member("max"))) == "in");
    const auto moe = member("moe");
    BOOST_TEST(told(come(moe)) == "1", "before the guest who came earlier");
    BOOST_TEST(stands(dan) == "2");
    give_up(cy);
    BOOST_TEST(stands(moe) == "held");
    BOOST_TEST(stands(dan) == "1");
}

BOOST_AUTO_TEST_CASE(a_guest_who_becomes_a_member_while_waiting_passes_the_guests) {
    bound(1);
    come(cy);
    come(dan);
    come(eve);
    auto grown = eve;
    grown.user = member("x").user;
    BOOST_TEST(told(come(grown)) == "1");
    BOOST_TEST(stands(dan) == "2");
}

BOOST_AUTO_TEST_CASE(a_called_guest_who_does_not_come_loses_the_place_after_60_s_and_the_next_is_called) {
    bound(1);
    come(cy);
    come(dan);
    come(eve);
    give_up(cy);
    pass(Millis{59'999}, {eve});
    BOOST_TEST(stands(dan) == "held");
    pass(Millis{1}, {eve});
    BOOST_TEST(stands(dan) == "gone");
    BOOST_TEST(stands(eve) == "held");
    BOOST_TEST(told(come(dan)) == "1", "at the end, as somebody new");
}

BOOST_AUTO_TEST_CASE(a_waiting_guest_who_vanishes_loses_the_place_after_60_s) {
    bound(1);
    come(cy);
    come(dan);
    come(eve);
    pass(Millis{59'999}, {cy, eve});
    BOOST_TEST(store::find_admission(connection, lounge.id, dan.participant.id).has_value());
    pass(Millis{1}, {cy, eve});
    BOOST_TEST(!store::find_admission(connection, lounge.id, dan.participant.id).has_value());
    BOOST_TEST(stands(eve) == "1");
}

BOOST_AUTO_TEST_CASE(somebody_in_the_lounge_who_vanishes_makes_room_after_60_s) {
    bound(1);
    come(cy);
    come(dan);
    pass(Millis{59'999}, {dan});
    BOOST_TEST(stands(dan) == "1");
    pass(Millis{1}, {dan});
    BOOST_TEST(stands(dan) == "held");
    BOOST_TEST(!chat::has_place(connection, lounge, cy.participant.id));
}

BOOST_AUTO_TEST_CASE(a_visit_and_a_look_are_signs_of_life) {
    bound(1);
    come(cy);
    come(dan);
    for (int i = 0; i < 12; ++i) {
        pass(seconds{10});
        come(cy);
        stands(dan);
    }
    BOOST_TEST(stands(cy) == "in");
    BOOST_TEST(stands(dan) == "1");
}

BOOST_AUTO_TEST_CASE(nobody_counts_as_gone_because_the_house_was_away) {
    bound(1);
    come(cy);
    come(dan);
    clock.forward(std::chrono::minutes{10});  // nobody looked, nobody could be seen
    settle();
    BOOST_TEST(told(come(cy)) == "in");
    BOOST_TEST(stands(dan) == "1");
    pass(seconds{60}, {dan});
    BOOST_TEST(stands(dan) == "held", "afterwards the time counts as ever");
}

BOOST_AUTO_TEST_CASE(a_moderator_of_the_room_never_waits) {
    bound(1);
    come(cy);
    auto mia = member("mia");
    auto max = member("max");
    store::add_role(connection, *mia.user, {store::Role::moderator, lounge.room.id}, clock.now());
    store::add_language_room(connection, {.id = {}, .code = "es", .name = "Español"}, 2);
    const auto spanish = store::language_rooms(connection).at(1).id;
    store::add_role(connection, *max.user, {store::Role::moderator, spanish}, clock.now());
    BOOST_TEST(told(come(mia)) == "1", "not without the second step");
    mia.second_step_taken = max.second_step_taken = true;
    BOOST_TEST(told(come(mia)) == "in");
    BOOST_TEST(told(come(max)) == "1");
}

BOOST_AUTO_TEST_CASE(nobody_who_waits_may_post_and_a_retry_still_gets_its_first_result) {
    bound(2);
    come(cy);
    const auto post = [&](const accounts::Session& who, const std::string& id) {
        return support::told(chat::post(connection, house, by(who.participant.id, id)));
    };
    BOOST_TEST(post(cy, "c1") == "1");
    BOOST_TEST(post(eve, "e1") == "waiting", "who never came to the door has no place, though there is room");
    come(dan);
    come(eve);
    BOOST_TEST(post(eve, "e1") == "waiting");
    BOOST_TEST(post(dan, "d1") == "2");
    give_up(cy);
    BOOST_TEST(post(eve, "e1") == "waiting", "called is not in yet");
    come(eve);
    BOOST_TEST(post(eve, "e1") == "3");
    BOOST_TEST(post(cy, "c2") == "waiting");
    BOOST_TEST(post(cy, "c1") == "1 again");
    BOOST_TEST(support::told(chat::post_batch(connection, house,
                                              {by(cy.participant.id, "c3"), by(dan.participant.id, "d2")})) ==
               "waiting, 4");
}

BOOST_AUTO_TEST_CASE(reading_needs_a_place_and_does_not_give_one) {
    bound(1);
    const auto open = [&](const accounts::Session& who) {
        return chat::open_lounge(connection, house, who, lounge.slug).ok();
    };
    BOOST_TEST(!open(cy));
    come(cy);
    come(dan);
    BOOST_TEST(open(cy));
    BOOST_TEST(!open(dan));
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM admission") == 2U);
}

BOOST_AUTO_TEST_CASE(the_estimate_is_unknown_at_first_and_then_what_the_last_ones_waited) {
    bound(1);
    come(cy);
    BOOST_TEST(!come(dan).estimate.has_value());
    pass(seconds{40}, {cy, dan});
    give_up(cy);
    come(dan);
    BOOST_TEST((come(eve).estimate == seconds{40}));
    BOOST_TEST((come(guest("fay")).estimate == seconds{80}));
    pass(seconds{50}, {dan, eve});
    BOOST_TEST((come(eve).estimate == seconds{50}), "nobody was called since");
}

BOOST_AUTO_TEST_CASE(estimates_go_by_the_last_hour_alone) {
    bound(1);
    come(cy);
    come(dan);
    pass(seconds{30}, {cy, dan});
    give_up(cy);
    come(dan);
    for (int i = 0; i < 61; ++i) pass(std::chrono::minutes{1}, {dan});
    BOOST_TEST(!come(eve).estimate.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
