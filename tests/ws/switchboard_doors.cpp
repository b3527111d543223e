// The waiting room at the doors of the sidecar: socket and live stream.
#include <boost/test/unit_test.hpp>

#include "core/store/admissions.h"
#include "core/store/presence.h"
#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"

using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

const std::string join = R"({"t":"join","lounge":"en-us"})";
const std::string leave = R"({"t":"leave","lounge":"en-us"})";

struct FullHouse : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");
    Guest cy = guest("cy");

    FullHouse() { bound(1); }

    void bound(std::optional<std::uint64_t> people) {
        store::set_bounds(*database, lounge("en-us").id, people, std::nullopt);
    }

    // Second by second, each looked at to its end; what this peer was told meanwhile.
    std::string tick(unsigned seconds, Peer& peer) {
        std::string told;
        for (unsigned i = 0; i < seconds; ++i) {
            Sidecar::tick();
            const auto more = peer.told_so_far();
            told += (told.empty() || more.empty() ? "" : ", ") + more;
        }
        return told;
    }
    bool in(const Guest& who) {
        return chat::has_place(*database, lounge("en-us"), who.session.participant.id);
    }
    void say(Peer& peer, const std::string& id) {
        peer.send(R"({"t":"post","id":")" + id + R"(","lounge":"en-us","body":"hello"})");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_doors, FullHouse)

BOOST_AUTO_TEST_CASE(a_full_lounge_lets_nobody_read_or_post_and_calls_the_next_when_somebody_leaves) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.send(join);
    BOOST_TEST(second.told(1) == "waiting 1 0");
    say(second, "b1");
    BOOST_TEST(second.told(1) == "nack b1 waiting");
    second.send(R"({"t":"typing","lounge":"en-us"})");
    BOOST_TEST(second.told(1) == "nack not_joined");
    say(first, "a1");
    BOOST_TEST(first.told(2) == "ack a1 1, event 1 hello");
    BOOST_TEST(second.told_so_far() == "", "nothing of the lounge reaches who waits");
    first.send(leave);
    BOOST_TEST(first.told(1) == "left");
    BOOST_TEST(tick(1, second) == "admitted");
    second.send(join);
    BOOST_TEST(second.told(3) == "joined 1 1, event 1 hello, presence 1 members:bob");
    say(second, "b1");
    BOOST_TEST(second.told(2) == "ack b1 2, event 2 hello");
    first.send(join);
    BOOST_TEST(first.told(1) == "waiting 1 0");
}

BOOST_AUTO_TEST_CASE(every_frame_about_a_lounge_is_refused_to_who_waits_and_nothing_said_there_reaches_them) {
    bound(2);
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.join("en-us");
    second.send(R"({"t":"post","id":"own","lounge":"en-us","body":"mine"})");
    BOOST_TEST(second.told(2) == "ack own 1, event 1 mine");
    first.told_so_far();
    second.send(leave);
    second.told_so_far();
    Peer third(*this, cy);
    third.welcome();
    third.join("en-us");
    second.send(join);
    BOOST_TEST(second.told_so_far() == "waiting 1 0");
    second.send(R"({"t":"join","lounge":"@me","since":0})");
    BOOST_TEST(second.told_so_far().starts_with("joined"));
    say_elsewhere(ann, "en-us", "@bob a secret");
    first.send(R"({"t":"post","id":"a1","lounge":"en-us","body":"@bob another secret"})");
    first.told_so_far();
    const struct {
        const char* frame;
        const char* told;
    } cases[] = {
        {R"({"t":"post","id":"c","lounge":"en-us","body":"x"})", "nack c waiting"},
        {R"({"t":"post","id":"c","lounge":"en-us","body":"x","replyTo":1})", "nack c waiting"},
        {R"({"t":"post","id":"c","lounge":"en-us","body":"x","media":1})", "nack c waiting"},
        {R"({"t":"edit","id":"c","lounge":"en-us","seq":1,"body":"x"})", "nack c waiting"},
        {R"({"t":"react","id":"c","lounge":"en-us","seq":1,"emoji":"👍"})", "nack c waiting"},
        {R"({"t":"unreact","id":"c","lounge":"en-us","seq":1,"emoji":"👍"})", "nack c waiting"},
        {R"({"t":"typing","lounge":"en-us"})", "nack not_joined"},
        {R"({"t":"read","lounge":"en-us","seq":1})", "nack not_joined"},
        {R"({"t":"delete","id":"c","lounge":"en-us","seq":2})", "nack c not_yours"},
        {R"({"t":"unpreview","id":"c","lounge":"en-us","seq":2})", "nack c not_yours"},
        {R"({"t":"join","lounge":"en-us","since":0})", "waiting 1 0"},
        {R"({"t":"delete","id":"own","lounge":"en-us","seq":1})", "ack own 4"},
    };
    for (const auto& c : cases) {
        second.send(c.frame);
        BOOST_TEST(second.told(1) == c.told, c.frame);
    }
    BOOST_TEST(second.told_so_far() == "", "nor what names them");
    BOOST_TEST(support::count(*database,
                              "SELECT COUNT(*) FROM event e JOIN lounge l USING (stream_id) WHERE "
                              "l.slug = 'en-us'") == 4U);
}

BOOST_AUTO_TEST_CASE(what_names_somebody_is_told_while_they_may_read_it_and_not_at_a_replay_after) {
    bound(2);
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.join("en-us");
    second.send(R"({"t":"join","lounge":"@me","since":0})");
    BOOST_TEST(second.told(1) == "joined 0 0");
    first.send(R"({"t":"post","id":"a1","lounge":"en-us","body":"@bob a secret"})");
    BOOST_TEST(first.told(2) == "ack a1 1, event 1 @bob a secret");
    std::string frames = second.next() + second.next();
    BOOST_TEST(frames.find(R"("kind":"mention")") != std::string::npos, frames);
    BOOST_TEST(frames.find(R"("text":"@bob a secret")") != std::string::npos, frames);
    second.send(leave);
    BOOST_TEST(second.told(1) == "left");
    second.told_so_far();
    second.send(R"({"t":"join","lounge":"@me","since":0})");
    BOOST_TEST(second.told(1) == "joined 1 1");
    const auto replayed = second.next();
    BOOST_TEST(replayed.find(R"("seq":1,"kind":"mention","at":)") != std::string::npos, replayed);
    BOOST_TEST(replayed.find("secret") == std::string::npos, replayed);
    BOOST_TEST(replayed.find("en-us") == std::string::npos, replayed);
}

BOOST_AUTO_TEST_CASE(a_live_stream_shows_nobody_who_waits_a_line) {
    bound(std::nullopt);
    say_elsewhere(ann, "en-us", "a secret");
    bound(1);
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer live(*this, bob, "en-us", base::Seq{0});
    const auto page = live.page_with("href=\"/lounges/en-us\"");
    BOOST_TEST(page.find("This lounge is full.") != std::string::npos);
    BOOST_TEST(page.find("secret") == std::string::npos);
    BOOST_TEST(live.ended);
}

BOOST_AUTO_TEST_CASE(the_queue_moves_up_and_whoever_waits_hears_it) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    Peer third(*this, cy);
    for (Peer* peer : {&second, &third}) {
        peer->welcome();
        peer->send(join);
        clock.forward(base::Millis{10});
        peer->told(1);
    }
    second.send(leave);
    BOOST_TEST(second.told(1) == "left");
    BOOST_TEST(tick(1, third) == "waiting 1 0");
}

BOOST_AUTO_TEST_CASE(a_place_that_was_held_and_not_taken_is_lost) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.send(join);
    BOOST_TEST(second.told(1) == "waiting 1 0");
    first.send(leave);
    first.told(1);
    BOOST_TEST(tick(60, second) == "admitted");
    BOOST_TEST(tick(1, second) == "left");
    BOOST_TEST(support::count(*database, "SELECT COUNT(*) FROM admission") == 0U);
}

BOOST_AUTO_TEST_CASE(whoever_breaks_off_keeps_the_place_for_60_s) {
    auto first = std::make_unique<Peer>(*this, ann);
    first->welcome();
    first->join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.send(join);
    BOOST_TEST(second.told(1) == "waiting 1 0");
    tick(30, second);
    first.reset();
    BOOST_TEST(tick(59, second) == "");
    BOOST_TEST(in(ann));
    BOOST_TEST(tick(1, second) == "admitted");
    BOOST_TEST(!in(ann));
}

BOOST_AUTO_TEST_CASE(whoever_sits_in_the_lounge_keeps_the_place_as_long_as_they_like) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, bob);
    second.welcome();
    second.send(join);
    BOOST_TEST(second.told(1) == "waiting 1 0");
    BOOST_TEST(tick(180, second) == "");
    BOOST_TEST(in(ann));
}

BOOST_AUTO_TEST_CASE(of_a_sidecar_that_dies_the_places_are_free_after_60_s) {
    // What the dead one left behind.
    const auto dead = store::register_sidecar(*database, "dead", clock.now());
    const auto place = lounge("en-us").id;
    store::add_present(*database, dead.id, {{place, ann.session.participant.id}});
    store::add_admission(*database, place,
                         {.participant = ann.session.participant.id,
                          .state = store::PlaceState::in,
                          .waiting_since = clock.now(),
                          .called_at = std::nullopt,
                          .seen_at = clock.now()});
    Peer second(*this, bob);
    second.welcome();
    second.send(join);
    BOOST_TEST(second.told(1) == "waiting 1 0");
    BOOST_TEST(tick(59, second) == "");
    BOOST_TEST(tick(1, second) == "admitted");
}

BOOST_AUTO_TEST_CASE(whoever_has_lost_the_place_all_the_same_is_shown_out_and_hears_nothing_more) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer live(*this, ann, "en-us");
    say(first, "a1");
    live.page_with("hello");
    tick(1, first);
    database->run("DELETE FROM admission");
    BOOST_TEST(tick(11, first) == "left");
    live.page_with("This lounge is full.");
    first.send(join);
    BOOST_TEST(first.told(2).substr(0, 6) == "joined");
}

BOOST_AUTO_TEST_CASE(with_two_windows_one_leaving_does_not_cost_the_other_its_place) {
    Peer one(*this, ann);
    Peer two(*this, ann);
    for (Peer* peer : {&one, &two}) {
        peer->welcome();
        peer->join("en-us");
    }
    one.send(leave);
    BOOST_TEST(one.told(1) == "left");
    BOOST_TEST(one.told_so_far() == "");
    BOOST_TEST(in(ann));
    two.send(leave);
    BOOST_TEST(two.told(1) == "left");
    BOOST_TEST(two.told_so_far() == "");
    BOOST_TEST(!in(ann));
}

BOOST_AUTO_TEST_SUITE_END()
