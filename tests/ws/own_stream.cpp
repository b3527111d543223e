// A person's own stream, followed as "@me" like a lounge that they alone may be in.
#include <boost/test/unit_test.hpp>

#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Own : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    // Another program writes it; nobody tells this sidecar.
    base::Seq happens(const Guest& to, std::string_view kind, const std::string& payload) {
        return db::transact(*database, [&](db::Connection& inside) {
            return chat::add_own_event(inside, to.session.stream, kind, payload, clock.now());
        });
    }
    base::Seq blocks(const Guest& who, int whom) {
        return happens(who, chat::block_kind, "{\"who\":" + std::to_string(whom) + "}");
    }
    void heard(const Guest& of, base::Seq seq) { board->hear({of.session.stream, seq}); }
};

std::string follow(base::Seq since) {
    return R"({"t":"join","lounge":"@me","since":)" + std::to_string(since) + "}";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(own_stream, Own)

BOOST_AUTO_TEST_CASE(the_welcome_tells_its_last_number) {
    blocks(ann, 5);
    blocks(ann, 6);
    Peer peer(*this, ann);
    BOOST_TEST(peer.next().find(R"("me":{"seq":2,)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whoever_follows_it_gets_what_they_missed_and_what_comes_and_nobody_else_does) {
    blocks(ann, 5);
    Peer peer(*this, ann);
    Peer deaf(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &deaf, &other}) each->welcome();
    other.send(follow(0));
    peer.send(follow(0));
    BOOST_TEST(peer.told(2) == "joined 1 1, event 1 block 5");
    BOOST_TEST(other.told(1) == "joined 0 0");
    heard(ann, blocks(ann, 6));
    BOOST_TEST(peer.told(1) == "event 2 block 6");
    BOOST_TEST(peer.told_so_far() == "", "and no list of people");
    BOOST_TEST(deaf.told_so_far() == "", "who does not follow it is told nothing");
    BOOST_TEST(other.told_so_far() == "");
}

BOOST_AUTO_TEST_CASE(coming_back_replays_or_resyncs_as_in_a_lounge) {
    config.limits.replay_events = 2;
    for (int whom = 11; whom <= 14; ++whom) blocks(ann, whom);
    const struct {
        base::Seq since;
        const char* told;
    } cases[] = {
        {4, "joined 4 0"},
        {2, "joined 4 2, event 3 block 13, event 4 block 14"},
        {1, "resync 4"},
        {5, "resync 4"},
    };
    for (const auto& c : cases) {
        Peer peer(*this, ann);
        peer.welcome();
        peer.send(follow(c.since));
        BOOST_TEST(peer.told_so_far() == c.told, c.since);
    }
}

BOOST_AUTO_TEST_CASE(what_happens_between_the_welcome_and_the_join_is_not_lost) {
    Peer peer(*this, ann);
    peer.welcome();
    heard(ann, blocks(ann, 5));
    tick();
    BOOST_TEST(peer.told_so_far() == "");
    peer.send(follow(0));
    BOOST_TEST(peer.told(2) == "joined 1 1, event 1 block 5");
    peer.send(follow(0));
    BOOST_TEST(peer.told(2) == "joined 1 1, event 1 block 5", "joining again repeats the replay");
    heard(ann, blocks(ann, 6));
    BOOST_TEST(peer.told(1) == "event 2 block 6");
    BOOST_TEST(peer.told_so_far() == "", "and doubles nothing after it");
}

BOOST_AUTO_TEST_CASE(what_is_for_the_house_alone_comes_without_content_and_still_has_its_effect) {
    happens(ann, "session_end", R"({"session":999})");
    Peer peer(*this, ann);
    peer.welcome();
    peer.send(follow(0));
    BOOST_TEST(peer.told(1) == "joined 1 1");
    const auto frame = peer.next();
    BOOST_TEST(frame.find(R"("seq":1,"kind":"session_end","at":)") != std::string::npos);
    BOOST_TEST(frame.find("999") == std::string::npos);
    leave_elsewhere(ann);
    heard(ann, 2);
    BOOST_TEST(peer.ending() == "event 2 session_end, bye session_ended, 4401");
}

BOOST_AUTO_TEST_CASE(an_end_that_only_the_replay_brought_is_not_overlooked) {
    Peer peer(*this, ann);
    peer.welcome();
    leave_elsewhere(ann);
    peer.send(follow(0));
    BOOST_TEST(peer.told(2) == "joined 1 1, event 1 session_end");
    heard(ann, 1);
    BOOST_TEST(peer.ending() == "bye session_ended, 4401");
}

BOOST_AUTO_TEST_CASE(it_is_no_lounge) {
    config.limits.lounges_per_socket = 1;
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    peer.send(follow(0));
    BOOST_TEST(peer.told(1) == "joined 0 0", "it takes no lounge's place");
    config.limits.lounges_per_socket = 2;
    peer.send(R"({"t":"post","id":"c1","lounge":"@me","body":"hello"})");
    BOOST_TEST(peer.told(1) == "nack c1 unknown_lounge");
    peer.send(R"({"t":"typing","lounge":"@me"})");
    BOOST_TEST(peer.told(1) == "nack not_joined");
    peer.send(R"({"t":"leave","lounge":"@me"})");
    BOOST_TEST(peer.told(1) == "left");
    heard(ann, blocks(ann, 5));
    BOOST_TEST(peer.told_so_far() == "");
    tick();
    BOOST_TEST(peer.told_so_far() == "presence 1 joined:ann left", "of the lounge alone");
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM presence") == 1U);
    Peer page(*this, bob, "@me");
    page.page_with("There is no such lounge");
    BOOST_TEST(page.ended);
}

BOOST_AUTO_TEST_SUITE_END()
