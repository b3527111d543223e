// Two sidecars on one database.
#include "ws/elsewhere.h"

#include <boost/test/unit_test.hpp>

#include "tests/ws/sidecar.h"

namespace {

struct Two : support::Sidecar {
    support::Guest ann = guest("ann");
    support::Guest bob = guest("bob");
    support::Guest eve = guest("eve");
    // What another sidecar has told the database.
    store::Sidecar other = store::register_sidecar(*database, "other", clock.now());
    std::uint64_t version = 0;

    void there(const std::vector<support::Guest>& people, bool away = false) {
        std::vector<store::Place> places;
        for (const auto& person : people)
            places.push_back({lounge("en-us").id, person.session.participant.id, away});
        store::add_present(*database, other.id, places);
        store::set_counts(*database, other.id, {{lounge("en-us").id, places.size()}}, ++version);
    }
    void gone_there(const support::Guest& person) {
        store::remove_present(*database, other.id, {{lounge("en-us").id, person.session.participant.id}});
        store::set_counts(*database, other.id, {{lounge("en-us").id, 0}}, ++version);
    }
    void beats() { store::beat(*database, other, clock.now()); }
    // A look is read in one tick and told in the next.
    std::string told_after_ticks(support::Peer& peer, int ticks = 2) {
        std::string told;
        for (int i = 0; i < ticks; ++i) {
            beats();
            tick();
            const auto now = peer.told_so_far();
            if (!told.empty() && !now.empty()) told += ", ";
            told += now;
        }
        return told;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(elsewhere, Two)

BOOST_AUTO_TEST_CASE(whoever_comes_and_goes_through_another_sidecar_is_told_of_here) {
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    (void)told_after_ticks(peer);
    there({bob});
    BOOST_TEST(told_after_ticks(peer) == "presence 2 joined:bob left");
    BOOST_TEST(told_after_ticks(peer) == "");
    gone_there(bob);
    BOOST_TEST(told_after_ticks(peer) == "presence 1 joined left:#");
}

BOOST_AUTO_TEST_CASE(whoever_joins_later_is_shown_those_of_other_sidecars_at_once) {
    there({bob, eve});
    support::Peer first(*this, ann);
    first.welcome();
    (void)told_after_ticks(first);
    first.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(first.told(2) == "joined 0 0, presence 3 members:ann:bob:eve");
}

BOOST_AUTO_TEST_CASE(one_person_through_two_sidecars_counts_once_and_leaves_with_the_last) {
    there({bob});
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    BOOST_TEST(told_after_ticks(peer) != "");
    auto here = std::make_unique<support::Peer>(*this, bob);
    here->welcome();
    here->join("en-us");
    BOOST_TEST(told_after_ticks(peer) == "");
    gone_there(bob);
    BOOST_TEST(told_after_ticks(peer) == "");
    here.reset();
    BOOST_TEST(told_after_ticks(peer) == "presence 1 joined left:#");
}

BOOST_AUTO_TEST_CASE(who_is_away_at_another_sidecar_is_shown_so_and_comes_back) {
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    (void)told_after_ticks(peer);
    there({bob});
    BOOST_TEST(told_after_ticks(peer) == "presence 2 joined:bob left");
    there({bob}, true);
    BOOST_TEST(told_after_ticks(peer) == "presence 2 joined left away:#");
    there({eve}, true);
    there({bob});
    BOOST_TEST(told_after_ticks(peer) == "presence 3 joined:eve~ left back:#");
    gone_there(bob);
    gone_there(eve);
    BOOST_TEST(told_after_ticks(peer) == "presence 1 joined left:#:#");
    there({bob}, true);
    BOOST_TEST(told_after_ticks(peer) == "presence 2 joined:bob~ left", "nothing of the last time is left");
}

BOOST_AUTO_TEST_CASE(who_is_awake_at_one_sidecar_is_not_away_at_another_nor_on_the_page) {
    support::Peer watcher(*this, eve);
    watcher.welcome();
    watcher.join("en-us");
    support::Peer idle(*this, ann);
    idle.welcome();
    idle.join("en-us");
    there({ann});
    (void)told_after_ticks(watcher);
    const auto page_says_away = [&] {
        for (const auto& one : store::present_in(*database, lounge("en-us").id, 10))
            if (one.id == ann.session.participant.id) return one.away;
        return false;
    };
    clock.forward(std::chrono::minutes{4});
    watcher.send(R"({"t":"active"})");
    clock.forward(std::chrono::minutes{1});
    beats();
    BOOST_TEST(told_after_ticks(watcher) == "");
    BOOST_TEST(!page_says_away());
    there({ann}, true);
    BOOST_TEST(told_after_ticks(watcher) == "presence 2 joined left away:#");
    BOOST_TEST(page_says_away());
    idle.send(R"({"t":"active"})");
    BOOST_TEST(told_after_ticks(watcher) == "presence 2 joined left back:#");
    BOOST_TEST(!page_says_away());
}

BOOST_AUTO_TEST_CASE(of_a_sidecar_that_dies_everybody_is_gone_after_15_s) {
    there({bob, eve});
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    BOOST_TEST(told_after_ticks(peer) != "");
    std::string told;
    unsigned seconds = 0;
    for (; told.empty() && seconds < 60; ++seconds) {
        tick();
        told = peer.told_so_far();
    }
    BOOST_TEST(told == "presence 1 joined left:#:#");
    BOOST_TEST(seconds >= 14U);
    BOOST_TEST(seconds <= 18U);
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_began_anew_holds_only_whom_it_tells_of_now) {
    there({bob, eve});
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    BOOST_TEST(told_after_ticks(peer) != "");
    other = store::register_sidecar(*database, "other", clock.now());
    version = 0;
    there({eve});
    BOOST_TEST(told_after_ticks(peer) == "presence 2 joined left:#");
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_others_forgot_registers_anew_with_everybody_it_has) {
    support::Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    (void)told_after_ticks(peer);
    const auto here = [&] { return store::present_in(*database, lounge("en-us").id, 10).size(); };
    BOOST_TEST(here() == 1U);
    clock.forward(base::Millis{60'000});
    beats();
    BOOST_TEST(store::forget_silent_sidecars(*database, clock.now() - base::Millis{1000}) == 1U);
    BOOST_TEST(here() == 0U);
    (void)told_after_ticks(peer);
    (void)told_after_ticks(peer);
    BOOST_TEST(here() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
