#include "ws/switchboard.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

std::string post(const std::string& id, const std::string& body = "hello",
                 const std::string& lounge = "en-us") {
    return R"({"t":"post","id":")" + id + R"(","lounge":")" + lounge + R"(","body":")" + body + "\"}";
}

std::string join_since(base::Seq since) {
    return R"({"t":"join","lounge":"en-us","since":)" + std::to_string(since) + "}";
}

struct Party : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    void talk(int count) {
        for (int i = 1; i <= count; ++i) say_elsewhere(bob, "en-us", "m" + std::to_string(i));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard, Party)

BOOST_AUTO_TEST_CASE(the_welcome_comes_first_and_what_is_sent_before_it_is_too_early) {
    Peer peer(*this, ann);
    peer.send(R"({"t":"join","lounge":"en-us"})");
    peer.send(post("c1"));
    BOOST_TEST(peer.told(3) == "nack too_early, nack c1 too_early, welcome");
}

BOOST_AUTO_TEST_CASE(a_join_replays_the_latest_lines_then_says_who_is_here) {
    config.limits.history_page = 2;
    Peer peer(*this, ann);
    peer.welcome();
    peer.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(peer.told(2) == "joined 0 0, presence 1 members:ann");
    talk(3);
    Peer late(*this, bob);
    late.welcome();
    late.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(late.told(4) == "joined 3 2, event 2 m2, event 3 m3, presence 2 members:ann:bob");
}

BOOST_AUTO_TEST_CASE(whoever_comes_back_gets_exactly_what_they_missed_or_is_told_to_fetch_it) {
    config.limits.replay_events = 4;
    talk(5);
    const struct {
        base::Seq since;
        const char* told;
    } cases[] = {
        {5, "joined 5 0, presence"},
        {3, "joined 5 2, event 4 m4, event 5 m5, presence"},
        {1, "joined 5 4, event 2 m2, event 3 m3, event 4 m4, event 5 m5, presence"},
        {0, "resync 5, presence"},
        {6, "resync 5, presence"},
        {9'007'199'254'740'991, "resync 5, presence"},
        {18'446'744'073'709'551'615U, "resync 5, presence"},
    };
    for (const auto& c : cases) {
        Peer peer(*this, ann);
        peer.welcome();
        peer.send(join_since(c.since));
        std::string told = peer.told(1);
        while (told.find("presence") == std::string::npos) told += ", " + peer.told(1);
        BOOST_TEST(told.substr(0, told.find(" 1 members")) == c.told, c.since);
    }
}

BOOST_AUTO_TEST_CASE(a_post_is_acknowledged_to_its_sender_and_seen_by_everybody) {
    Peer sender(*this, ann);
    Peer reader(*this, bob);
    for (Peer* peer : {&sender, &reader}) {
        peer->welcome();
        peer->join("en-us");
    }
    sender.send(post("c1"));
    BOOST_TEST(sender.told(2) == "ack c1 1, event 1 hello");
    BOOST_TEST(reader.told(1) == "event 1 hello");
    sender.send(post("c1", "something else"));
    BOOST_TEST(sender.told(1) == "ack c1 1 true");
    BOOST_TEST(reader.told_so_far() == "");
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM chat_message") == 1U);
}

BOOST_AUTO_TEST_CASE(one_may_post_without_being_in_and_a_refusal_has_the_id) {
    Peer peer(*this, ann);
    peer.welcome();
    const struct {
        std::string frame;
        const char* told;
    } cases[] = {
        {post("c1"), "ack c1 1"},
        {post("c2", "x", "nowhere"), "nack c2 unknown_lounge"},
        {post("c3", " "), "nack c3 body_empty"},
        {post("c 4"), "nack c 4 bad_id"},
        {post("c5", "x", "en-red"), "nack c5 age_unproven"},
        {R"({"t":"post","id":"c6"})", "nack c6 malformed"},
        {R"({"t":"mend","id":"c7"})", "nack c7 unknown_type"},
        {R"({"t":"join","lounge":"nowhere"})", "nack unknown_lounge"},
        {R"({"t":"join","lounge":"en-red"})", "nack age_unproven"},
        {R"({"t":"leave","lounge":"en-us"})", "nack not_joined"},
        {R"({"t":"typing","lounge":"en-us"})", "nack not_joined"},
    };
    for (const auto& c : cases) {
        peer.send(c.frame);
        BOOST_TEST(peer.told(1) == c.told);
    }
    peer.send(R"({"t":"active"})");
    BOOST_TEST(peer.told_so_far() == "");
}

BOOST_AUTO_TEST_CASE(who_has_left_hears_nothing_more) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &other}) {
        each->welcome();
        each->join("en-us");
    }
    peer.send(R"({"t":"leave","lounge":"en-us"})");
    BOOST_TEST(peer.told(1) == "left");
    other.send(post("c1"));
    BOOST_TEST(other.told(2) == "ack c1 1, event 1 hello");
    BOOST_TEST(peer.told_so_far() == "");
}

BOOST_AUTO_TEST_CASE(joining_again_repeats_the_replay_and_doubles_nothing_after_it) {
    talk(2);
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    peer.send(join_since(1));
    BOOST_TEST(peer.told(3) == "joined 2 1, event 2 m2, presence 1 members:ann");
    peer.send(post("c1"));
    BOOST_TEST(peer.told(2) == "ack c1 3, event 3 hello");
    BOOST_TEST(peer.told_so_far() == "");
}

BOOST_AUTO_TEST_CASE(what_another_program_stored_comes_by_a_hint_or_else_by_the_poll) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    talk(2);
    board->hear({lounge("en-us").stream, 2});
    BOOST_TEST(peer.told(2) == "event 1 m1, event 2 m2");
    tick();
    BOOST_TEST(peer.told_so_far() == "presence 1 joined:ann left");
    say_elsewhere(bob, "en-us", "unheard");
    // One second for the poll, one for the read that it calls for.
    std::string told;
    for (int second = 0; second < 2 && told.empty(); ++second) {
        tick();
        told = peer.told_so_far();
    }
    BOOST_TEST(told == "event 3 unheard");
}

BOOST_AUTO_TEST_CASE(who_comes_and_goes_is_told_once_a_second) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    tick();
    BOOST_TEST(peer.told(1) == "presence 1 joined:ann left");
    {
        Peer other(*this, bob);
        other.welcome();
        other.join("en-us");
        BOOST_TEST(peer.told_so_far() == "");
        tick();
        BOOST_TEST(peer.told(1) == "presence 2 joined:bob left");
    }
    tick();
    BOOST_TEST(peer.told(1) == "presence 1 joined left:#");
}

BOOST_AUTO_TEST_CASE(typing_is_told_to_the_others_at_most_once_in_three_seconds) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &other}) {
        each->welcome();
        each->join("en-us");
    }
    const auto type = [&] { peer.send(R"({"t":"typing","lounge":"en-us"})"); };
    type();
    type();
    BOOST_TEST(other.told_so_far() == "typing who:ann");
    clock.forward(base::Millis{2999});
    type();
    BOOST_TEST(other.told_so_far() == "");
    clock.forward(base::Millis{1});
    type();
    BOOST_TEST(other.told_so_far() == "typing who:ann");
    BOOST_TEST(peer.told_so_far() == "", "not to oneself");
}

BOOST_AUTO_TEST_CASE(a_socket_that_posts_faster_than_it_is_answered_is_not_read_for_a_while) {
    config.limits.posts_in_flight = 3;
    Peer peer(*this, ann);
    peer.welcome();
    for (const char* id : {"c1", "c2"}) peer.send(post(id));
    BOOST_TEST(!peer.paused);
    peer.send(post("c3"));
    BOOST_TEST(peer.paused);
    BOOST_TEST(peer.told(3) == "ack c1 1, ack c2 2, ack c3 3");
    BOOST_TEST(!peer.paused);
}

BOOST_AUTO_TEST_SUITE_END()
