// Who is told of what while their pages are closed.
#include <boost/test/unit_test.hpp>

#include "core/chat/act.h"
#include "core/chat/block.h"
#include "core/chat/direct_acts.h"
#include "core/store/admissions.h"
#include "core/store/read_markers.h"
#include "tests/admin/push_ground.h"

using namespace std::chrono_literals;
using support::Behaviour;
using support::taken;

BOOST_FIXTURE_TEST_SUITE(push_job, support::PushGround)

BOOST_AUTO_TEST_CASE(whoever_is_mentioned_and_away_is_told_once) {
    service.serve({taken});
    say(ann, "@bob hello");
    run();
    BOOST_TEST(told() == 0U, "they may be about to see it");
    run_after(settled);
    BOOST_REQUIRE(told() == 1U);
    BOOST_TEST(service.requests()[0].path == "/bob");
    BOOST_TEST(service.requests()[0].headers.at("urgency") == "normal");
    BOOST_TEST(waiting() == 0U);
    run_after(1h);
    BOOST_TEST(told() == 1U);
}

BOOST_AUTO_TEST_CASE(what_does_not_concern_them_is_not_told) {
    say(ann, "hello everybody");
    say(bob, "@bob is me");
    say(bob, "mine");
    say(bob, "and so on", 3);
    say(ann, "@bob2 is somebody else");
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(ten_messages_of_a_lounge_are_one_notification) {
    service.serve({taken, taken});
    for (int i = 0; i < 10; ++i) say(ann, "@bob hello");
    run_after(settled);
    BOOST_TEST(told() == 1U);
    say(ann, "@bob again");
    run_after(settled);
    BOOST_REQUIRE(told() == 2U);
    BOOST_TEST(service.requests()[0].headers.at("topic") == service.requests()[1].headers.at("topic"));
}

BOOST_AUTO_TEST_CASE(an_answer_and_a_mention_by_an_edit_are_told_too) {
    service.serve({taken, taken});
    say(bob, "who is there?");
    say(ann, "I am", 1);
    run_after(settled);
    BOOST_TEST(told() == 1U);
    const auto edited = chat::act(connection, house,
                                  {.kind = chat::ActKind::edit,
                                   .actor = ann,
                                   .age = store::AgeCategory::over_18,
                                   .lounge = lounge.id,
                                   .message = 2,
                                   .text = "@bob I am"});
    BOOST_REQUIRE(edited.ok());
    run_after(settled);
    BOOST_TEST(told() == 2U);
}

BOOST_AUTO_TEST_CASE(a_direct_message_is_urgent) {
    make_members();
    service.serve({taken});
    write("hello");
    run_after(settled);
    BOOST_REQUIRE(told() == 1U);
    BOOST_TEST(service.requests()[0].headers.at("urgency") == "high");
}

BOOST_AUTO_TEST_CASE(whoever_has_the_lounge_before_them_is_not_told) {
    open_page(bob);
    say(ann, "@bob hello");
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(waiting() == 0U, "nor later: they have seen it");
    service.serve({taken});
    say(ann, "@bob hello again");
    run_after(1min);
    BOOST_TEST(told() == 1U, "a sidecar unheard of holds nobody");
}

BOOST_AUTO_TEST_CASE(a_member_who_is_away_from_the_open_page_is_told) {
    make_members();
    service.serve({taken});
    clock.forward(settled);
    open_page(bob);
    set(bob, "availability = 'ONLINE'");
    say(ann, "@bob hello");
    config.limits.push_settle = 0ms;
    clock.forward(5s);
    run();
    BOOST_TEST(told() == 0U);
    set(bob, "availability = 'AWAY'");
    say(ann, "@bob hello");
    run();
    BOOST_TEST(told() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_read_removed_or_comes_from_somebody_blocked_is_not_told) {
    say(ann, "@bob one");
    store::set_read(connection, {{bob, lounge.id, 1}});
    run_after(settled);
    say(ann, "@bob two");
    BOOST_REQUIRE(chat::act(connection, house,
                            {.kind = chat::ActKind::remove,
                             .actor = ann,
                             .age = store::AgeCategory::over_18,
                             .lounge = lounge.id,
                             .message = 2,
                             .text = ""})
                      .ok());
    run_after(settled);
    say(bob, "three");
    BOOST_REQUIRE(chat::block(connection, house, bob, ann).ok());
    say(ann, "@bob four", 4);
    BOOST_TEST(waiting() == 1U, "the answer; the mention is left out at once");
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(nobody_is_told_of_a_lounge_that_is_closed_to_them_by_then) {
    config.red_lounges = base::RedLounges::declared;
    say(bob, "who is there?");
    clock.forward(1min);
    say(ann, "@bob hello");
    other.run("UPDATE lounge SET access_level = 'RED_LOUNGE'");
    run_after(settled);
    BOOST_TEST(told() == 0U, "RED since, and they have not declared that age");
    BOOST_TEST(waiting() == 0U);
    other.run("UPDATE lounge SET access_level = 'MAIN_LOUNGE', capacity = 1");
    store::add_admission(connection, lounge.id,
                         {.participant = ann,
                          .state = store::PlaceState::in,
                          .waiting_since = clock.now(),
                          .called_at = std::nullopt,
                          .seen_at = clock.now()});
    say(ann, "@bob hello");
    BOOST_TEST(waiting() == 0U, "without a place they are not named");
    say(ann, "I am", 1);
    BOOST_TEST(waiting() == 1U, "an answer is looked at when it is told");
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(waiting() == 0U);
    other.run("UPDATE lounge SET capacity = NULL");
    service.serve({taken});
    say(ann, "@bob hello");
    run_after(settled);
    BOOST_TEST(told() == 1U);
}

BOOST_AUTO_TEST_CASE(a_direct_message_that_was_read_removed_or_blocked_is_not_told) {
    make_members();
    write("one");
    BOOST_REQUIRE(chat::read_direct(connection, house, bob, ann, 1).ok());
    run_after(settled);
    write("two");
    BOOST_REQUIRE(chat::remove_direct(connection, house, ann, bob, 2).ok());
    run_after(settled);
    write("three");
    BOOST_REQUIRE(chat::block(connection, house, bob, ann).ok());
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(nobody_is_told_anything_after_the_session_has_ended) {
    say(ann, "@bob hello");
    other.run("UPDATE temp_session SET ended_at = created_at");
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(browsers() == 0U);
}

BOOST_AUTO_TEST_CASE(nobody_is_told_anything_after_a_suspension) {
    say(ann, "@bob hello");
    set(bob, "status = 'SUSPENDED'");
    run_after(settled);
    BOOST_TEST(told() == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_a_day_old_is_told_no_more) {
    say(ann, "@bob hello");
    run_after(24h);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
