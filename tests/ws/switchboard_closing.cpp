// The operator closes a lounge, or calls it by another name: this sidecar hears of it by a hint.
#include <boost/test/unit_test.hpp>

#include "core/chat/lounge_acts.h"
#include "tests/support/scratch_folder.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Closing : Sidecar {
    support::ScratchFolder folder;
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    audit::Log log() {
        config.audit_secret = std::string(32, 'a');
        config.audit_head_file = folder.path() + "/audit-head";
        return audit::Log(config);
    }
    void hear(const chat::LoungeChanged& change) {
        BOOST_REQUIRE(change.changed);
        for (const auto& hint : change.hints) board->hear(hint);
    }
    void close() { hear(chat::close_lounge(*database, clock, log(), lounge("en-us"), "operator")); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_closing, Closing)

BOOST_AUTO_TEST_CASE(whoever_is_inside_is_out_and_told_and_nobody_comes_in_or_writes) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &other}) {
        each->welcome();
        each->join("en-us");
    }
    peer.join("en-all");
    close();
    for (Peer* each : {&peer, &other}) BOOST_TEST(each->told(2) == "event 1 close, left lounge_closed");
    peer.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(peer.told(1) == "nack lounge_closed");
    peer.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"hello"})");
    BOOST_TEST(peer.told(1) == "nack c1 lounge_closed");
    peer.send(R"({"t":"post","id":"c2","lounge":"en-all","body":"hello"})");
    BOOST_TEST(peer.told(1) == "ack c2 1");
}

BOOST_AUTO_TEST_CASE(a_live_stream_ends_with_the_reason_in_words) {
    Peer live(*this, ann, "en-us");
    live.page_with("<");
    Peer elsewhere(*this, ann, "en-all");
    elsewhere.page_with("<");
    close();
    BOOST_TEST(!live.page_with("This lounge is closed.").empty());
    BOOST_TEST(!elsewhere.ended);
    Peer late(*this, bob, "en-us");
    BOOST_TEST(!late.page_with("This lounge is closed.").empty());
}

BOOST_AUTO_TEST_CASE(it_opens_again_for_those_who_come_back) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    close();
    BOOST_TEST(peer.told(2) == "event 1 close, left lounge_closed");
    BOOST_REQUIRE(chat::reopen_lounge(*database, clock, log(), lounge("en-us"), "operator").changed);
    peer.join("en-us");
    peer.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"hello"})");
    BOOST_TEST(peer.told(1) == "ack c1 2");
    Peer again(*this, bob);
    again.welcome();
    again.join("en-us");
    BOOST_TEST(again.told_so_far().find("left") == std::string::npos, "an old end puts nobody out");
}

BOOST_AUTO_TEST_CASE(another_name_reaches_whoever_is_inside_and_nobody_leaves) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    hear(chat::rename_lounge(*database, clock, log(), lounge("en-us"), "States", "operator").value());
    BOOST_TEST(peer.told(1) == "event 1 rename");
    BOOST_TEST(peer.told_so_far() == "");
}

BOOST_AUTO_TEST_SUITE_END()
