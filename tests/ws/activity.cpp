#include "ws/activity.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

namespace {

constexpr base::Millis limit{std::chrono::minutes{5}};

struct Keyboard : ws::Activity {
    Keyboard() : ws::Activity(limit) {}
    base::Time now = base::from_epoch_ms(1'767'268'800'000);

    static base::ParticipantId person(std::uint64_t number) { return base::ParticipantId{number}; }
    void after(std::chrono::seconds time) { now += time; }
    bool comes(std::uint64_t who) { return come(person(who), now, now); }
    bool goes(std::uint64_t who) { return go(person(who)); }
    bool acts(std::uint64_t who) { return act(person(who), now); }
    static std::string told(const std::vector<base::ParticipantId>& people) {
        std::string text;
        for (const auto one : people) text += (text.empty() ? "" : " ") + std::to_string(one.value);
        return text;
    }
    std::string away(std::size_t most = 10) { return told(fall_away(now, most)); }
    std::string seen() { return told(take_seen()); }
};

using std::chrono::seconds;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(activity, Keyboard)

BOOST_AUTO_TEST_CASE(who_does_nothing_for_the_whole_time_is_away_once_and_back_with_the_next_act) {
    BOOST_TEST(comes(7));
    after(seconds{299});
    BOOST_TEST(away() == "");
    after(seconds{1});
    BOOST_TEST(away() == "7");
    BOOST_TEST(away() == "");
    after(seconds{1000});
    BOOST_TEST(away() == "");
    BOOST_TEST(acts(7));
    BOOST_TEST(!acts(7));
    after(seconds{300});
    BOOST_TEST(away() == "7");
}

BOOST_AUTO_TEST_CASE(each_act_begins_the_time_anew) {
    comes(7);
    for (int i = 0; i < 5; ++i) {
        after(seconds{200});
        BOOST_TEST(!acts(7));
        BOOST_TEST(away() == "");
    }
}

BOOST_AUTO_TEST_CASE(an_act_at_one_connection_counts_for_all_of_a_person_also_when_that_one_closes) {
    BOOST_TEST(comes(7));
    after(seconds{200});
    BOOST_TEST(!comes(7), "awake already");
    BOOST_TEST(!goes(7), "one is left");
    after(seconds{299});
    BOOST_TEST(away() == "");
    after(seconds{1});
    BOOST_TEST(away() == "7");
    BOOST_TEST(comes(7), "a fresh one is an act");
}

BOOST_AUTO_TEST_CASE(the_last_connection_of_somebody_awake_takes_that_along) {
    comes(7);
    BOOST_TEST(goes(7));
    after(seconds{300});
    BOOST_TEST(away() == "");
    comes(8);
    after(seconds{300});
    away();
    BOOST_TEST(!goes(8), "away already");
    BOOST_TEST(!goes(8), "not here");
    BOOST_TEST(!acts(8), "not here");
    BOOST_TEST(seen() == "7 8");
}

BOOST_AUTO_TEST_CASE(what_was_done_long_ago_wakes_nobody_and_what_is_to_come_counts_as_now) {
    BOOST_TEST(!come(person(7), now - limit, now));
    BOOST_TEST(come(person(8), now - limit + seconds{10}, now));
    BOOST_TEST(come(person(9), now + std::chrono::hours{9}, now));
    BOOST_TEST(seen() == "9", "8 was here a while ago");
    after(seconds{10});
    BOOST_TEST(away() == "8");
    comes(9);
    after(seconds{200});
    BOOST_TEST(!come(person(9), now - seconds{250}, now), "an older act takes nothing back");
    after(seconds{99});
    BOOST_TEST(away() == "");
    after(seconds{1});
    BOOST_TEST(away() == "9");
}

BOOST_AUTO_TEST_CASE(the_longest_idle_fall_away_first_and_no_more_than_wanted) {
    for (const std::uint64_t who : {9, 7, 8}) {
        comes(who);
        after(seconds{1});
    }
    after(seconds{300});
    BOOST_TEST(away(2) == "9 7");
    BOOST_TEST(away(2) == "8");
}

BOOST_AUTO_TEST_CASE(who_does_something_is_named_once_a_minute) {
    comes(8);
    comes(7);
    acts(7);
    BOOST_TEST(seen() == "7 8");
    after(seconds{59});
    acts(7);
    BOOST_TEST(seen() == "");
    after(seconds{1});
    acts(7);
    BOOST_TEST(seen() == "7");
    take_back_seen({person(7), person(7)});
    BOOST_TEST(seen() == "7");
}

// Seeded: the same run each time.
BOOST_AUTO_TEST_CASE(whatever_happens_it_agrees_with_a_look_at_everybody) {
    std::mt19937 random(7);
    std::map<std::uint64_t, std::pair<int, base::Time>> people;  // connections, last act
    std::map<std::uint64_t, bool> awake;
    for (int step = 0; step < 20'000; ++step) {
        after(seconds{random() % 40});
        const std::uint64_t who = 1 + random() % 8;
        const auto kind = random() % 4;
        if (kind == 0) {
            if (comes(who)) awake[who] = true;
            ++people[who].first;
            people[who].second = now;
        } else if (kind == 1) {
            if (goes(who)) awake.erase(who);
            if (people.contains(who) && --people[who].first == 0) {
                people.erase(who);
                BOOST_REQUIRE(!awake.contains(who) || !awake[who]);
            }
        } else if (people.contains(who)) {
            if (acts(who)) awake[who] = true;
            people[who].second = now;
        }
        for (const auto one : fall_away(now, 100)) awake[one.value] = false;
        for (const auto& [id, one] : people) BOOST_REQUIRE(awake[id] == (now - one.second < limit));
    }
}

BOOST_AUTO_TEST_SUITE_END()
