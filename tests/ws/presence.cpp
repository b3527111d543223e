#include "ws/presence.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>

namespace {

store::Lounge lounge(std::uint64_t number) {
    store::Lounge lounge;
    lounge.id = base::LoungeId{number};
    lounge.stream = base::StreamId{100 + number};
    lounge.slug = "l" + std::to_string(number);
    return lounge;
}

ws::Person person(std::uint64_t number) {
    return {base::ParticipantId{number}, "p" + std::to_string(number), true};
}

// "l1=2 +7 -8 ~9 ^9": each change in the order of its lounge; ~ has become away, ^ is back, +~7 comes in away.
std::string told(std::vector<ws::Presence::Change> changes) {
    std::ranges::sort(changes, {}, [](const auto& change) { return change.lounge; });
    std::string text;
    for (const auto& change : changes) {
        text += (text.empty() ? "" : "; ") + change.slug + "=" + std::to_string(change.count);
        for (const auto& one : change.joined)
            text += (one.away ? " +~" : " +") + std::to_string(one.id.value);
        for (const auto id : change.left) text += " -" + std::to_string(id.value);
        for (const auto id : change.away) text += " ~" + std::to_string(id.value);
        for (const auto id : change.back) text += " ^" + std::to_string(id.value);
    }
    return text;
}

struct Here : ws::Presence {
    // Most tests are about people who are awake.
    Here() {
        for (std::uint64_t who = 1; who <= 9; ++who) wake(base::ParticipantId{who});
    }
    void up(std::uint64_t who) { wake(base::ParticipantId{who}); }
    void down(std::uint64_t who) { doze(base::ParticipantId{who}); }
    std::string list(std::uint64_t where) const {
        std::string text;
        for (const auto& one : members(base::LoungeId{where}, 10))
            text += (text.empty() ? "" : " ") + one.name + (one.away ? "~" : "");
        return text;
    }
    void in(std::uint64_t where, std::uint64_t who) { enter(lounge(where), person(who)); }
    void out(std::uint64_t where, std::uint64_t who) {
        leave(base::LoungeId{where}, base::ParticipantId{who});
    }
    std::string changes() { return told(take_changes()); }
    std::size_t size(std::uint64_t where) const { return count(base::LoungeId{where}); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(presence, Here)

BOOST_AUTO_TEST_CASE(coming_and_going_is_told_once) {
    in(1, 7);
    in(1, 8);
    BOOST_TEST(changes() == "l1=2 +7 +8");
    BOOST_TEST(changes().empty());
    out(1, 7);
    BOOST_TEST(changes() == "l1=1 -7");
    BOOST_TEST(changes().empty());
}

BOOST_AUTO_TEST_CASE(a_change_says_all_that_a_frame_needs) {
    enter(lounge(1), {base::ParticipantId{7}, "Ana", false});
    const auto all = take_changes();
    BOOST_REQUIRE(all.size() == 1U);
    BOOST_TEST(all[0].stream.value == 101U);
    BOOST_TEST(all[0].slug == "l1");
    BOOST_REQUIRE(all[0].joined.size() == 1U);
    BOOST_TEST(all[0].joined[0].name == "Ana");
    BOOST_TEST(!all[0].joined[0].guest);
}

BOOST_AUTO_TEST_CASE(a_person_with_several_doors_is_one_and_leaves_with_the_last) {
    for (int door = 0; door < 3; ++door) in(1, 7);
    BOOST_TEST(size(1) == 1U);
    BOOST_TEST(changes() == "l1=1 +7");
    out(1, 7);
    out(1, 7);
    BOOST_TEST(changes().empty());
    BOOST_TEST(size(1) == 1U);
    out(1, 7);
    BOOST_TEST(size(1) == 0U);
    BOOST_TEST(changes() == "l1=0 -7");
}

BOOST_AUTO_TEST_CASE(what_cancels_out_between_two_calls_is_not_told) {
    in(1, 8);
    changes();
    in(1, 7);
    out(1, 7);
    BOOST_TEST(changes().empty(), "came and went");
    out(1, 8);
    in(1, 8);
    BOOST_TEST(changes().empty(), "went and came back, as a reloaded page does");
    out(1, 8);
    in(1, 8);
    out(1, 8);
    BOOST_TEST(changes() == "l1=0 -8");
}

BOOST_AUTO_TEST_CASE(lounges_do_not_mix) {
    in(1, 7);
    in(2, 7);
    in(2, 8);
    BOOST_TEST(changes() == "l1=1 +7; l2=2 +7 +8");
    out(2, 7);
    BOOST_TEST(changes() == "l2=1 -7");
    BOOST_TEST(size(1) == 1U);
    BOOST_TEST(size(3) == 0U);
}

BOOST_AUTO_TEST_CASE(somebody_who_is_not_here_cannot_leave) {
    out(1, 7);
    in(1, 8);
    out(1, 7);
    out(2, 8);
    BOOST_TEST(changes() == "l1=1 +8");
    out(1, 8);
    out(1, 8);
    BOOST_TEST(changes() == "l1=0 -8");
    in(1, 8);
    BOOST_TEST(size(1) == 1U, "leaving twice leaves no debt");
}

BOOST_AUTO_TEST_CASE(the_list_of_members_is_bounded_and_each_stands_in_it_once) {
    for (std::uint64_t who = 1; who <= 5; ++who) in(1, who);
    in(1, 1);
    for (const auto& [most, expected] : std::map<std::size_t, std::size_t>{{0, 0}, {3, 3}, {5, 5}, {9, 5}}) {
        std::set<std::uint64_t> ids;
        for (const auto& one : members(base::LoungeId{1}, most)) ids.insert(one.id.value);
        BOOST_TEST(ids.size() == expected);
        BOOST_TEST(members(base::LoungeId{1}, most).size() == expected);
    }
    BOOST_TEST(members(base::LoungeId{9}, 5).empty());
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_registers_anew_gets_everybody_once) {
    in(1, 7);
    in(1, 7);
    in(1, 8);
    in(2, 7);
    std::set<std::pair<std::uint64_t, std::uint64_t>> places;
    for (const auto& [where, who, away] : everybody()) places.emplace(where.value, who.value);
    BOOST_TEST((places == std::set<std::pair<std::uint64_t, std::uint64_t>>{{1, 7}, {1, 8}, {2, 7}}));
    BOOST_TEST(everybody().size() == places.size());
    std::map<std::uint64_t, std::uint64_t> numbers;
    for (const auto& [where, count] : counts()) numbers[where.value] = count;
    BOOST_TEST((numbers == std::map<std::uint64_t, std::uint64_t>{{1, 2}, {2, 1}}));
}

BOOST_AUTO_TEST_CASE(who_falls_away_is_told_of_in_every_lounge_they_are_in) {
    for (const std::uint64_t where : {1, 2}) in(where, 7);
    in(2, 8);
    in(3, 8);
    changes();
    down(7);
    BOOST_TEST(changes() == "l1=1 ~7; l2=2 ~7");
    BOOST_TEST(list(2) == "p7~ p8");
    BOOST_TEST(changes().empty());
    up(7);
    BOOST_TEST(changes() == "l1=1 ^7; l2=2 ^7");
    BOOST_TEST(list(2) == "p7 p8");
}

BOOST_AUTO_TEST_CASE(one_reason_is_enough_to_be_awake) {
    in(1, 7);
    changes();
    up(7);
    down(7);
    BOOST_TEST(changes().empty());
    down(7);
    BOOST_TEST(changes() == "l1=1 ~7");
    down(7);
    up(7);
    BOOST_TEST(changes() == "l1=1 ^7", "one too many leaves no debt");
}

BOOST_AUTO_TEST_CASE(going_away_and_coming_back_between_two_calls_is_not_told) {
    in(1, 7);
    changes();
    down(7);
    up(7);
    BOOST_TEST(changes().empty());
    down(7);
    out(1, 7);
    BOOST_TEST(changes() == "l1=0 -7");
    in(1, 7);
    BOOST_TEST(changes() == "l1=1 +~7", "comes in away");
    out(1, 7);
    up(7);
    in(1, 7);
    BOOST_TEST(changes() == "l1=1 ^7", "a reload of somebody who was away");
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_registers_anew_says_who_is_away) {
    in(1, 7);
    in(1, 8);
    down(8);
    std::map<std::uint64_t, bool> all;
    for (const auto& place : everybody()) all[place.who.value] = place.away;
    BOOST_TEST((all == std::map<std::uint64_t, bool>{{7, false}, {8, true}}));
}

// Seeded: the same run each time. Whoever adds up what is told has the truth.
BOOST_AUTO_TEST_CASE(a_client_that_follows_the_changes_knows_who_is_here) {
    std::mt19937 random(5);
    std::map<std::uint64_t, std::map<std::uint64_t, int>> doors;
    std::map<std::uint64_t, std::set<std::uint64_t>> followed;
    std::map<std::uint64_t, std::set<std::uint64_t>> followed_away;
    std::map<std::uint64_t, int> reasons;
    for (std::uint64_t who = 1; who <= 6; ++who) reasons[who] = 1;
    for (int step = 0; step < 20'000; ++step) {
        const std::uint64_t where = 1 + random() % 3;
        const std::uint64_t who = 1 + random() % 6;
        if (random() % 2 == 0) {
            up(who);
            ++reasons[who];
        } else {
            down(who);
            reasons[who] = std::max(0, reasons[who] - 1);
        }
        if (random() % 2 == 0) {
            in(where, who);
            ++doors[where][who];
        } else {
            out(where, who);
            if (--doors[where][who] <= 0) doors[where].erase(who);
        }
        if (random() % 5 != 0) continue;
        for (const auto& change : take_changes()) {
            auto& here = followed[change.lounge.value];
            auto& away = followed_away[change.lounge.value];
            for (const auto& one : change.joined) {
                BOOST_REQUIRE(here.insert(one.id.value).second);
                if (one.away) away.insert(one.id.value);
            }
            for (const auto id : change.left) {
                BOOST_REQUIRE(here.erase(id.value) == 1U);
                away.erase(id.value);
            }
            for (const auto id : change.away) BOOST_REQUIRE(away.insert(id.value).second);
            for (const auto id : change.back) BOOST_REQUIRE(away.erase(id.value) == 1U);
            BOOST_REQUIRE(here.size() == change.count);
        }
        for (const std::uint64_t place : {1, 2, 3}) {
            BOOST_REQUIRE(followed[place].size() == doors[place].size());
            for (const auto& [id, number] : doors[place]) {
                BOOST_REQUIRE(followed[place].contains(id));
                BOOST_REQUIRE(followed_away[place].contains(id) == (reasons[id] == 0));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
