// What the switchboard leaves out when there is too much to deliver.
#include <boost/test/unit_test.hpp>

#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

// Ann and bob are in a lounge; from two deliveries a second on it is a flood.
struct Flooded : Sidecar {
    Flooded() {
        config.limits.flood_typing = 1;
        config.limits.flood_lists = 2;
        config.limits.flood_gather = 4;
        for (Peer* peer : {&first, &second}) {
            peer->welcome();
            peer->join("en-us");
        }
        tick();
        second.told_so_far();
        first.told_so_far();
    }

    // One message, which is two deliveries; a second goes by.
    void talk() {
        first.send(R"({"t":"post","id":")" + std::to_string(++posts) +
                   R"(","lounge":"en-us","body":"hello"})");
        first.told(2);
        second.told(1);
        tick();
    }
    void calm(int seconds) {
        for (int i = 0; i < seconds; ++i) tick();
    }

    Guest ann = guest("ann");
    Guest bob = guest("bob");
    Guest cat = guest("cat");
    Peer first{*this, ann};
    Peer second{*this, bob};
    unsigned posts = 0;
};

const std::string typing = R"({"t":"typing","lounge":"en-us"})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_flood, Flooded)

BOOST_AUTO_TEST_CASE(who_is_typing_is_left_out_first_and_told_again_when_it_is_calm) {
    talk();
    BOOST_TEST((board->flood_step() >= ws::FloodStep::no_typing));
    first.send(typing);
    BOOST_TEST(second.told_so_far() == "");
    calm(10);
    BOOST_TEST((board->flood_step() == ws::FloodStep::calm));
    first.send(typing);
    BOOST_TEST(second.told_so_far().ends_with("typing who:ann"));
}

BOOST_AUTO_TEST_CASE(lists_become_counts_and_come_back_whole) {
    talk();
    BOOST_TEST((board->flood_step() == ws::FloodStep::counts_only));
    Peer third(*this, cat);
    third.welcome();
    third.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(third.told(3) == "joined 1 1, event 1 hello, presence 3");
    tick();
    BOOST_TEST(second.told_so_far() == "presence 3");
    calm(5);
    BOOST_TEST((board->flood_step() == ws::FloodStep::no_typing));
    BOOST_TEST(second.told_so_far() == "presence 3 members:ann:bob:cat");
    BOOST_TEST(third.told_so_far().ends_with("presence 3 members:ann:bob:cat"));
    calm(1);
    BOOST_TEST(second.told_so_far() == "", "once");
}

BOOST_AUTO_TEST_CASE(messages_are_never_left_out) {
    for (int i = 0; i < 5; ++i) talk();
    config.limits.flood_gather = 2;
    talk();
    BOOST_TEST((board->flood_step() == ws::FloodStep::gathering));
    first.send(R"({"t":"post","id":"last","lounge":"en-us","body":"still here"})");
    BOOST_TEST(second.told(1) == "event 7 still here");
    BOOST_TEST(board->metrics().find("chatroom_flood_step 3") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
