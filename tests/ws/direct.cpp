// Direct messages and blocks over the socket.
#include <boost/test/unit_test.hpp>

#include "tests/support/members.h"
#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Correspondence : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");

    Correspondence() {
        for (const auto* one : {&ann, &bob}) support::make_member(*database, one->session.participant.id);
    }
    static std::string id_of(const Guest& who) { return std::to_string(who.session.participant.id.value); }
    static std::string dm(const std::string& id, const Guest& to, const std::string& body = "hello") {
        return R"({"t":"dm","id":")" + id + R"(","to":)" + id_of(to) + R"(,"body":")" + body + "\"}";
    }
    static std::string about(const char* type, const Guest& with, int place) {
        return std::string(R"({"t":")") + type + R"(","id":"x","with":)" + id_of(with) + R"(,"n":)" +
               std::to_string(place) + "}";
    }
    static std::string block(const char* type, const Guest& whom) {
        return std::string(R"({"t":")") + type + R"(","id":"x","who":)" + id_of(whom) + "}";
    }
    void follow(Peer& peer) {
        peer.welcome();
        peer.send(R"({"t":"join","lounge":"@me","since":0})");
        BOOST_REQUIRE_EQUAL(peer.told(1), "joined 0 0");
    }
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(direct_socket, Correspondence)

BOOST_AUTO_TEST_CASE(a_message_is_acknowledged_and_comes_to_every_window_of_both) {
    Peer peer(*this, ann);
    Peer second(*this, ann);
    Peer other(*this, bob);
    for (Peer* each : {&peer, &second, &other}) follow(*each);
    peer.send(dm("c1", bob, "good morning"));
    const auto ack = peer.next();
    BOOST_TEST(holds(ack, R"({"t":"ack","id":"c1","n":1,"at":)"), ack);
    for (Peer* each : {&peer, &second, &other}) {
        const auto frame = each->next();
        BOOST_TEST(holds(frame, R"("lounge":"@me","seq":1,"kind":"direct")"), frame);
        BOOST_TEST(holds(frame, R"("body":"good morning")"), frame);
    }
    peer.send(dm("c1", bob, "something else"));
    BOOST_TEST(holds(peer.next(), R"("repeated":true)"));
    BOOST_TEST(other.told_so_far() == "");
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM direct_message") == 1U);
}

BOOST_AUTO_TEST_CASE(a_refusal_has_the_id_and_its_code) {
    Peer peer(*this, ann);
    peer.welcome();
    const auto carl = guest("carl");
    const struct {
        std::string frame;
        const char* told;
    } cases[] = {
        {dm("c1", carl), "nack c1 direct_to_guest"},
        {dm("c2", ann), "nack c2 not_yourself"},
        {dm("c3", bob, " "), "nack c3 body_empty"},
        {R"({"t":"dm","id":"c4","to":"7","body":"x"})", "nack c4 malformed"},
        {R"({"t":"dm","id":"c5","to":-7,"body":"x"})", "nack c5 malformed"},
        {R"({"t":"dm","to":7,"body":"x"})", "nack malformed"},
        {R"({"t":"dm_read","id":"c6","with":7})", "nack c6 malformed"},
        {R"({"t":"block","id":"c7"})", "nack c7 malformed"},
        {about("dm_delete", bob, 1), "nack x unknown_message"},
        {about("dm_read", bob, 1), "nack x unknown_person"},
        {block("block", ann), "nack x not_yourself"},
    };
    for (const auto& c : cases) {
        peer.send(c.frame);
        BOOST_TEST(peer.told(1) == c.told);
    }
    Peer of_guest(*this, carl);
    of_guest.welcome();
    of_guest.send(dm("c1", bob));
    BOOST_TEST(of_guest.told(1) == "nack c1 direct_members_only");
}

BOOST_AUTO_TEST_CASE(reading_and_taking_back_are_events_too) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    follow(peer);
    follow(other);
    peer.send(dm("c1", bob));
    BOOST_TEST(peer.told(2) == "ack c1, event 1 direct");
    BOOST_TEST(other.told(1) == "event 1 direct");
    other.send(about("dm_read", ann, 1));
    BOOST_TEST(other.told(2) == "ack x, event 2 direct_read");
    peer.send(about("dm_delete", bob, 1));
    BOOST_TEST(peer.told(2) == "ack x, event 2 direct_remove");
    BOOST_TEST(other.told(1) == "event 3 direct_remove");
    BOOST_TEST(peer.told_so_far() == "", "that it was read is not told to the author");
}

BOOST_AUTO_TEST_CASE(a_block_by_socket_holds_at_once_and_the_welcome_names_who_is_blocked) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    follow(peer);
    follow(other);
    peer.send(block("block", bob));
    BOOST_TEST(peer.told(2) == "ack x, event 1 block " + id_of(bob));
    peer.send(block("block", bob));
    BOOST_TEST(peer.told(1) == "ack x true", "it was so already");
    other.send(dm("c1", ann));
    BOOST_TEST(other.told(1) == "nack c1 takes_no_direct");
    Peer again(*this, ann);
    BOOST_TEST(holds(again.next(), R"("blocked":[)" + id_of(bob) + "]"));
    peer.send(block("unblock", bob));
    BOOST_TEST(peer.told(2) == "ack x, event 2 unblock " + id_of(bob));
    other.send(dm("c1", ann));
    BOOST_TEST(other.told(2) == "ack c1, event 1 direct");
}

BOOST_AUTO_TEST_CASE(the_welcome_names_with_whom_there_is_something_to_read) {
    Peer peer(*this, ann);
    follow(peer);
    peer.send(dm("c1", bob));
    BOOST_TEST(peer.told(2) == "ack c1, event 1 direct");
    Peer other(*this, bob);
    BOOST_TEST(holds(other.next(), R"("me":{"seq":1,"unread":[)" + id_of(ann) + "],\"orders\":[]}"));
}

BOOST_AUTO_TEST_CASE(acts_of_ones_own_are_bounded_in_their_pace) {
    config.limits.acts = 2;
    Peer peer(*this, ann);
    peer.welcome();
    for (const char* type : {"block", "unblock", "block"}) peer.send(block(type, bob));
    BOOST_TEST(peer.told(3) == "ack x, ack x, nack x slow_down");
}

BOOST_AUTO_TEST_SUITE_END()
