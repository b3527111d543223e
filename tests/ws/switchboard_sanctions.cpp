// What a moderator decides elsewhere is obeyed here at once.
#include <boost/test/unit_test.hpp>

#include "core/moderation/action.h"
#include "core/store/ban_marks.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Moderated : Sidecar {
    support::ScratchFolder folder;
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    // Another program does it; this sidecar hears of it by a hint.
    moderation::Done act(store::ActionType type, const Guest& whom) {
        moderation::Order order{
            .type = type, .lounge = lounge("en-us"), .person = whom.session.participant.id};
        order.ground = store::ReportReason::spam;
        order.lasts = base::Millis{std::chrono::minutes{10}};
        auto done = moderation::act(*database, {clock, config}, log(), {.door = "script"}, order).value();
        hear(done);
        return done;
    }
    void lift(const moderation::Done& done) {
        hear(
            moderation::lift(*database, {clock, config}, log(), {.door = "script"}, done.action, "").value());
    }
    void comes_from(const Guest& who, char browser) {
        store::set_marks(*database, base::TempSessionId{who.session.key.number},
                         {.device = std::string(32, browser), .address = std::string(32, 'a')});
    }
    audit::Log log() {
        config.audit_secret = std::string(32, 'a');
        config.audit_head_file = folder.path() + "/audit-head";
        return audit::Log(config);
    }
    void hear(const moderation::Done& done) {
        for (const auto& hint : done.hints) board->hear(hint);
    }
};

std::string post(const std::string& id) {
    return R"({"t":"post","id":")" + id + R"(","lounge":"en-us","body":"hello"})";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_sanctions, Moderated)

BOOST_AUTO_TEST_CASE(a_ban_hangs_up_on_every_connection_of_that_person_and_on_nobody_else) {
    Peer peer(*this, ann);
    Peer window(*this, ann);
    Peer live(*this, ann, "en-us");
    Peer other(*this, bob);
    for (Peer* each : {&peer, &window, &other}) each->welcome();
    live.page_with("<");
    peer.join("en-us");
    act(store::ActionType::ban_permanent, ann);
    BOOST_TEST(peer.ending() == "bye banned, 4403");
    BOOST_TEST(window.ending() == "bye banned, 4403");
    BOOST_TEST(!live.page_with("You are banned").empty());
    BOOST_TEST(other.told_so_far() == "");
    Peer late(*this, ann);
    BOOST_TEST(late.ending() == "bye banned, 4403");
}

BOOST_AUTO_TEST_CASE(a_ban_hangs_up_on_the_other_guests_of_that_browser) {
    Guest eva = guest("eva");
    comes_from(ann, 'x');
    comes_from(eva, 'x');
    comes_from(bob, 'y');
    Peer peer(*this, eva);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &other}) each->welcome();
    act(store::ActionType::ban_permanent, ann);
    BOOST_TEST(peer.ending() == "bye session_ended, 4401");
    BOOST_TEST(other.told_so_far() == "", "the same address is not enough");
    Peer late(*this, eva);
    BOOST_TEST(late.ending() == "bye session_ended, 4401");
}

BOOST_AUTO_TEST_CASE(whoever_is_put_out_of_a_lounge_is_out_of_that_one_and_stays_out) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &other}) {
        each->welcome();
        each->join("en-us");
    }
    peer.join("en-all");
    const auto kick = act(store::ActionType::kick, ann);
    BOOST_TEST(peer.told(1) == "left kicked");
    peer.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(peer.told(1) == "nack kicked");
    peer.send(post("c1"));
    BOOST_TEST(peer.told(1) == "nack c1 kicked");
    say_elsewhere(bob, "en-us", "without her");
    board->hear({lounge("en-us").stream, 1});
    BOOST_TEST(other.told(1) == "event 1 without her");
    BOOST_TEST(peer.told_so_far() == "");
    lift(kick);
    peer.send(post("c2"));
    BOOST_TEST(peer.told(1) == "ack c2 2");
}

BOOST_AUTO_TEST_CASE(a_live_stream_of_that_lounge_ends_with_the_reason) {
    Peer live(*this, ann, "en-us");
    live.page_with("<");
    Peer elsewhere(*this, ann, "en-all");
    elsewhere.page_with("<");
    Peer probe(*this, ann);
    probe.welcome();
    probe.join("en-us");
    act(store::ActionType::kick, ann);
    BOOST_TEST(probe.told(1) == "left kicked");
    BOOST_TEST(!live.page_with("put you out").empty());
    BOOST_TEST(!elsewhere.ended);
}

BOOST_AUTO_TEST_CASE(a_mute_holds_with_the_next_post_and_closes_nothing) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    const auto mute = act(store::ActionType::mute, ann);
    peer.send(post("c1"));
    BOOST_TEST(peer.told(1) == "nack c1 muted");
    lift(mute);
    peer.send(post("c2"));
    BOOST_TEST(peer.told(2) == "ack c2 1, event 1 hello");
}

BOOST_AUTO_TEST_CASE(an_old_decision_that_a_replay_brings_does_nothing_to_who_has_come_back) {
    const auto ban = act(store::ActionType::ban_temp, ann);
    lift(ban);
    Peer peer(*this, ann);
    peer.welcome();
    peer.send(R"({"t":"join","lounge":"@me","since":0})");
    BOOST_TEST(peer.told(3) == "joined 2 2, event 1 sanction, event 2 sanction");
    tick();
    BOOST_TEST(!peer.ended);
}

BOOST_AUTO_TEST_SUITE_END()
