// How connections end, and the live stream.
#include <boost/test/unit_test.hpp>

#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Ending : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_endings, Ending)

BOOST_AUTO_TEST_CASE(a_session_that_has_ended_is_hung_up_on_at_once) {
    leave_elsewhere(ann);
    Peer peer(*this, ann);
    BOOST_TEST(peer.ending() == "bye session_ended, 4401");
}

BOOST_AUTO_TEST_CASE(a_session_that_ends_elsewhere_closes_its_own_sockets_alone) {
    Peer peer(*this, ann);
    Peer other(*this, bob);
    peer.welcome();
    other.welcome();
    other.join("en-us");
    leave_elsewhere(ann);
    board->hear({ann.session.stream, 1});
    BOOST_TEST(peer.ending() == "bye session_ended, 4401");
    BOOST_TEST(other.told_so_far() == "");
    BOOST_TEST(!other.ended);
}

BOOST_AUTO_TEST_CASE(a_session_that_runs_out_is_closed_by_the_clock) {
    Peer peer(*this, ann);
    peer.welcome();
    clock.forward(config.limits.guest_session - base::Millis{1001});
    tick();
    BOOST_TEST(!peer.ended);
    clock.forward(base::Millis{1});
    board->tick();
    BOOST_TEST(peer.ending() == "bye session_ended, 4401");
}

BOOST_AUTO_TEST_CASE(too_many_malformed_frames_end_a_connection) {
    config.limits.malformed_frames = 3;
    Peer peer(*this, ann);
    peer.welcome();
    peer.send("{");
    peer.send(R"({"t":"unheard of"})");
    BOOST_TEST(peer.told(2) == "nack malformed, nack unknown_type");
    BOOST_TEST(!peer.ended);
    peer.send("[]");
    BOOST_TEST(peer.ending() == "nack malformed, bye malformed, 4400");
    peer.send("[]");
    BOOST_TEST(peer.connection.outbox.empty(), "what it sends now is not answered");
}

BOOST_AUTO_TEST_CASE(of_too_many_sockets_of_one_session_the_oldest_goes) {
    config.limits.sockets_per_session = 2;
    Peer first(*this, ann);
    first.welcome();
    Peer second(*this, ann);
    second.welcome();
    Peer of_bob(*this, bob);
    of_bob.welcome();
    BOOST_TEST(!first.ended);
    Peer third(*this, ann);
    third.welcome();
    BOOST_TEST(first.ending() == "bye too_many_sockets, 4409");
    BOOST_TEST(!second.ended);
    BOOST_TEST(!of_bob.ended);
}

BOOST_AUTO_TEST_CASE(of_too_many_lounges_the_last_is_refused) {
    config.limits.lounges_per_socket = 1;
    Peer peer(*this, ann);
    peer.welcome();
    peer.send(R"({"t":"join","lounge":"en-us"})");
    peer.send(R"({"t":"join","lounge":"en-all"})");
    BOOST_TEST(peer.told(3) == "nack too_many_lounges, joined 0 0, presence 1 members:ann");
    peer.send(R"({"t":"leave","lounge":"en-us"})");
    peer.send(R"({"t":"join","lounge":"en-all"})");
    BOOST_TEST(peer.told(3) == "left, joined 0 0, presence 1 members:ann");
}

BOOST_AUTO_TEST_CASE(a_slow_reader_is_let_go_of_with_a_code_and_the_others_are_not_held_up) {
    config.limits.outbox_bytes = 2000;
    Peer slow(*this, ann);
    Peer quick(*this, bob);
    for (Peer* each : {&slow, &quick}) {
        each->welcome();
        each->join("en-us");
    }
    slow.reads = false;
    for (int i = 1; i <= 20; ++i) {
        quick.send(R"({"t":"post","id":"c)" + std::to_string(i) + R"(","lounge":"en-us","body":")" +
                   std::string(100, 'x') + "\"}");
        BOOST_TEST(quick.told(2).starts_with("ack c" + std::to_string(i) + " "));
    }
    BOOST_TEST(slow.ending() == "bye slow_reader, 4408",
               "the outbox is dropped, so that the bye gets through");
    BOOST_TEST(!quick.ended);
}

BOOST_AUTO_TEST_CASE(when_the_sidecar_ends_everybody_is_told) {
    Peer peer(*this, ann);
    Peer before_welcome(*this, bob);
    peer.welcome();
    peer.join("en-us");
    board->goodbye();
    BOOST_TEST(peer.ending() == "bye going_away, 1001");
    BOOST_TEST(before_welcome.ending().ends_with("bye going_away, 1001"));
}

BOOST_AUTO_TEST_CASE(an_answer_for_somebody_who_has_gone_is_dropped_and_what_they_said_stays) {
    Peer other(*this, bob);
    other.welcome();
    other.join("en-us");
    { const Peer gone_before_the_welcome(*this, ann); }
    {
        Peer gone(*this, ann);
        gone.welcome();
        gone.join("en-us");
        gone.send(R"({"t":"join","lounge":"en-all"})");
        gone.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"said while the door fell shut"})");
    }
    BOOST_TEST(other.told(1) == "event 1 said while the door fell shut");
    BOOST_TEST(other.told_so_far() == "");
    tick();
    tick();
    BOOST_TEST(other.told_so_far() == "presence 1 joined:bob left", "nobody stays behind as a ghost");
}

BOOST_AUTO_TEST_CASE(a_live_stream_has_the_latest_lines_and_those_that_follow) {
    say_elsewhere(bob, "en-us", "before");
    Peer page(*this, ann, "en-us");
    page.page_with("before");
    Peer socket(*this, bob);
    socket.welcome();
    socket.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"<b>after</b>"})");
    const auto html = page.page_with("&lt;b&gt;after");
    BOOST_TEST(html.find("before") < html.find("after"));
    BOOST_TEST(html.find("<b>after") == std::string::npos);
    BOOST_TEST(!page.ended);
}

BOOST_AUTO_TEST_CASE(a_live_stream_veils_what_a_blocked_person_says_and_begins_afresh_when_that_changes) {
    const chat::House talk{clock, config};
    say_elsewhere(bob, "en-us", "before the block");
    Peer page(*this, ann, "en-us");
    BOOST_TEST(page.page_with("before the block").find("veil") == std::string::npos);
    const auto done =
        chat::block(*database, talk, ann.session.participant.id, bob.session.participant.id).value();
    board->hear(done.others.at(0));
    page.page_with("http-equiv=\"refresh\" content=\"0\"");
    BOOST_TEST(page.ended);
    Peer again(*this, ann, "en-us");
    const auto html = again.page_with("before the block");
    BOOST_TEST(html.find("class=\"veil\"") < html.find("before the block"));
    Peer speaker(*this, bob);
    speaker.welcome();
    speaker.send(R"({"t":"post","id":"c1","lounge":"en-us","body":"after the block"})");
    const auto more = again.page_with("after the block");
    BOOST_TEST(more.rfind("class=\"veil\"") > more.find("before the block"), "the new line too");
    Peer of_bob(*this, bob, "en-us");
    BOOST_TEST(of_bob.page_with("after the block").find("veil") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_live_stream_begins_afresh_after_so_many_lines) {
    config.limits.live_lines = 3;
    Peer page(*this, ann, "en-us");
    page.page_with("<ol");
    Peer socket(*this, bob);
    socket.welcome();
    socket.join("en-us");
    for (int i = 1; i <= 3; ++i) {
        const std::string n = std::to_string(i);
        loop.until([&] { return page.connection.session && page.connection.lounges.size() == 1; });
        socket.send(R"({"t":"post","id":"c)" + n + R"(","lounge":"en-us","body":"line )" + n + "\"}");
        page.page_with("line " + n);
    }
    const auto html = page.page_with("http-equiv=\"refresh\" content=\"0\"");
    BOOST_TEST(html.find("line 3") != std::string::npos);
    BOOST_TEST(page.ended);
}

BOOST_AUTO_TEST_CASE(a_live_stream_gathers_edits_and_reactions_and_begins_afresh_at_once_after_a_removal) {
    say_elsewhere(bob, "en-us", "first");
    say_elsewhere(bob, "en-us", "second");
    Peer page(*this, ann, "en-us");
    page.page_with("second");
    Peer socket(*this, bob);
    socket.welcome();
    socket.join("en-us");
    loop.until([&] { return page.connection.session && page.connection.lounges.size() == 1; });
    for (const char* act :
         {R"("edit","body":"first again")", R"("react","emoji":"👍")", R"("edit","body":"and again")"}) {
        socket.send(R"({"t":)" + std::string(act) + R"(,"id":"c","lounge":"en-us","seq":1})");
        socket.told(2);
    }
    socket.send(R"({"t":"post","id":"p","lounge":"en-us","body":"third"})");
    page.page_with("third");
    BOOST_TEST(!page.ended, "what came after the edits is in the same stream");
    for (int i = 0; i < 11 && !page.ended; ++i) tick();
    BOOST_TEST(page.ended, "they are shown within ten seconds");
    Peer again(*this, ann, "en-us");
    again.page_with("and again");
    loop.until([&] { return again.connection.session && again.connection.lounges.size() == 1; });
    socket.send(R"({"t":"delete","id":"d","lounge":"en-us","seq":2})");
    again.page_with("http-equiv=\"refresh\" content=\"0\"");
    BOOST_TEST(again.ended);
}

BOOST_AUTO_TEST_CASE(a_live_stream_that_may_not_be_says_why_and_does_not_begin_afresh) {
    Peer closed(*this, ann, "en-red");
    auto html = closed.page_with("who have proven that they are adults");
    BOOST_TEST(closed.ended);
    BOOST_TEST(html.find("content=\"0\"") == std::string::npos);
    leave_elsewhere(bob);
    Peer ended(*this, bob, "en-us");
    html = ended.page_with("Your session has ended");
    BOOST_TEST(ended.ended);
    BOOST_TEST(html.find("content=\"0\"") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
