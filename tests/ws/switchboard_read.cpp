// How far people have read, told over the socket.
#include <boost/test/unit_test.hpp>

#include "core/store/admissions.h"
#include "core/store/read_markers.h"
#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"
#include "ws/switchboard.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Readers : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    static std::string read(base::Seq seq, const std::string& lounge = "en-us") {
        return R"({"t":"read","lounge":")" + lounge + R"(","seq":)" + std::to_string(seq) + "}";
    }
    std::optional<base::Seq> marker(const Guest& who) {
        return store::read_upto(*database, who.session.participant.id, lounge("en-us").id);
    }
    // The second goes by, and what it handed to the reader's thread is done.
    void settle(Peer& peer) {
        tick();
        (void)peer.told_so_far();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_read, Readers)

BOOST_AUTO_TEST_CASE(the_furthest_place_is_written_once_a_second) {
    for (int i = 0; i < 5; ++i) say_elsewhere(bob, "en-us", "x");
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    for (const base::Seq seq : {2, 4, 3}) peer.send(read(seq));
    BOOST_TEST(peer.told_so_far() == "");
    BOOST_TEST(!marker(ann));
    settle(peer);
    BOOST_TEST((marker(ann) == base::Seq{4}));
    peer.send(read(1));
    settle(peer);
    BOOST_TEST((marker(ann) == base::Seq{4}));
    BOOST_TEST(!marker(bob));
}

BOOST_AUTO_TEST_CASE(nobody_has_read_what_was_not_said) {
    say_elsewhere(bob, "en-us", "x");
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    peer.send(read(9'007'199'254'740'991));
    settle(peer);
    BOOST_TEST((marker(ann) == base::Seq{1}));
}

BOOST_AUTO_TEST_CASE(one_reads_only_where_one_is) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.send(read(1));
    BOOST_TEST(peer.told(1) == "nack not_joined");
    peer.join("en-us");
    peer.send(read(1, "nowhere"));
    BOOST_TEST(peer.told(1) == "nack not_joined");
    settle(peer);
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM read_marker") == 0U);
}

BOOST_AUTO_TEST_CASE(who_waits_at_the_door_reads_nothing) {
    say_elsewhere(bob, "en-us", "x");
    store::set_bounds(*database, lounge("en-us").id, 1, std::nullopt);
    Peer inside(*this, bob);
    inside.welcome();
    inside.join("en-us");
    Peer waiting(*this, ann);
    waiting.welcome();
    waiting.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(waiting.told(1) == "waiting 1 0");
    waiting.send(read(1));
    BOOST_TEST(waiting.told(1) == "nack not_joined");
    tick();
    BOOST_TEST(!marker(ann));
}

BOOST_AUTO_TEST_CASE(what_a_page_without_scripts_shows_counts_as_read) {
    say_elsewhere(bob, "en-us", "before");
    Peer page(*this, ann, "en-us");
    page.page_with("before");
    Peer socket(*this, bob);
    socket.welcome();
    settle(socket);
    BOOST_TEST((marker(ann) == base::Seq{1}));
    socket.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"after"})");
    BOOST_TEST(socket.told(1) == "ack c1 2");
    page.page_with("after");
    settle(socket);
    BOOST_TEST((marker(ann) == base::Seq{2}));
}

BOOST_AUTO_TEST_CASE(who_has_left_the_house_leaves_no_marker) {
    say_elsewhere(bob, "en-us", "x");
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    peer.send(read(1));
    (void)peer.told_so_far();
    leave_elsewhere(ann);
    board->hear({ann.session.stream, 1});
    peer.ending();
    Peer other(*this, bob);
    other.welcome();
    settle(other);
    BOOST_TEST(!marker(ann));
}

BOOST_AUTO_TEST_CASE(many_reads_of_several_people_are_written_together) {
    for (int i = 0; i < 3; ++i) say_elsewhere(bob, "en-us", "x");
    Peer first(*this, ann);
    Peer second(*this, bob);
    for (Peer* each : {&first, &second}) {
        each->welcome();
        each->join("en-us");
        for (int i = 0; i < 50; ++i) each->send(read(3));
    }
    settle(first);
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM read_marker WHERE seq = 3") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
