// Who is at the keyboard, as the lists of lounges show it and the database knows it.
#include <boost/test/unit_test.hpp>

#include "tests/support/server_view.h"
#include "tests/ws/sidecar.h"
#include "ws/switchboard.h"

using std::chrono::minutes;
using std::chrono::seconds;
using support::Guest;
using support::Peer;
using support::Sidecar;

namespace {

struct Keyboards : Sidecar {
    Guest ann = guest("ann");
    Guest bob = guest("bob");
    Guest cat = guest("cat");
    Peer watcher{*this, bob};  // awake all the time

    Keyboards() {
        watcher.welcome();
        watcher.join("en-us");
        (void)after(seconds{0});
    }
    // The time goes by, and one second more; what the watcher is told then.
    std::string after(base::Millis time) {
        watcher.send(R"({"t":"active"})");
        clock.forward(time);
        watcher.send(R"({"t":"active"})");
        tick();
        return watcher.told_so_far();
    }
    std::string row(const Guest& who, const std::string& columns) {
        auto rows = database->query("SELECT " + columns + " FROM participant WHERE id = ?",
                                    who.session.participant.id);
        return rows.next() ? rows.text(0) : "";
    }
    // What other sidecars look for.
    std::uint64_t version() { return support::count(*database, "SELECT MAX(version) FROM presence_count"); }
    static bool contains(const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    }
    std::uint64_t rows_away() {
        return support::count(*database, "SELECT COUNT(*) FROM presence WHERE away = 1");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switchboard_activity, Keyboards)

BOOST_AUTO_TEST_CASE(who_is_idle_for_five_minutes_is_away_and_back_within_a_second_of_an_act) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    BOOST_TEST(after(seconds{298}) == "presence 2 joined:ann left");
    BOOST_TEST(rows_away() == 0U);
    const auto before = version();
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left away:#");
    BOOST_TEST(rows_away() == 1U);
    BOOST_TEST(version() > before);
    BOOST_TEST(after(minutes{10}) == "");
    peer.send(R"({"t":"active"})");
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left back:#");
    BOOST_TEST(rows_away() == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_page_sends_by_itself_is_no_act_and_the_rest_is) {
    say_elsewhere(bob, "en-us", "x");
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    (void)after(seconds{298});
    const std::string who = std::to_string(bob.session.participant.id.value);
    for (const std::string frame :
         {R"({"t":"join","lounge":"en-us","since":1})", R"({"t":"read","lounge":"en-us","seq":1})",
          R"({"t":"dm_read","id":"d","with":)", R"({"t":"nonsense"})"}) {
        peer.send(frame.ends_with(':') ? frame + who + R"(,"n":1})" : frame);
    }
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left away:#");
    for (const std::string frame :
         {R"({"t":"typing","lounge":"en-us"})", R"({"t":"post","id":"c","lounge":"en-us","body":"y"})",
          R"({"t":"react","id":"r","lounge":"en-us","seq":1,"emoji":"👍"})",
          R"({"t":"edit","id":"e","lounge":"en-us","seq":1,"body":"z"})"}) {
        peer.send(frame);
        BOOST_TEST(contains(after(seconds{0}), "presence 2 joined left back:#"), frame);
        BOOST_TEST(contains(after(minutes{5}), "presence 2 joined left away:#"), frame);
    }
}

BOOST_AUTO_TEST_CASE(any_of_ones_sockets_keeps_one_awake_everywhere) {
    Peer first(*this, ann);
    first.welcome();
    first.join("en-us");
    Peer second(*this, ann);
    second.welcome();
    (void)after(seconds{200});
    second.send(R"({"t":"active"})");
    BOOST_TEST(after(seconds{298}) == "");
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left away:#");
    Peer third(*this, ann);
    third.welcome();
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left back:#", "a page was opened");
}

BOOST_AUTO_TEST_CASE(who_joins_later_is_shown_who_is_away) {
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    (void)after(minutes{5});
    Peer late(*this, cat);
    late.welcome();
    late.send(R"({"t":"join","lounge":"en-us"})");
    BOOST_TEST(late.told(2) == "joined 0 0, presence 3 members:ann~:bob:cat");
}

BOOST_AUTO_TEST_CASE(
    a_lounge_without_a_list_is_not_told_who_is_away_and_has_them_in_the_list_that_comes_back) {
    config.limits.member_list = 2;
    Peer peer(*this, ann);
    peer.welcome();
    peer.join("en-us");
    {
        Peer third(*this, cat);
        third.welcome();
        third.join("en-us");
        (void)after(seconds{0});
        const auto before = version();
        BOOST_TEST(after(minutes{5}) == "");
        BOOST_TEST(rows_away() == 2U);
        BOOST_TEST(version() == before, "other sidecars do not read a crowd for it");
    }
    BOOST_TEST(after(seconds{0}) == "presence 2 members:ann~:bob");
}

BOOST_AUTO_TEST_CASE(a_live_stream_that_begins_again_by_itself_is_as_old_as_its_page) {
    const auto made = clock.now();
    say_elsewhere(bob, "en-us", "hello");
    const auto begin = [&](Peer& page, base::Time page_made) {
        board->opened_live(page.connection, ann.credentials, {.slug = "en-us"}, 0, page_made);
        page.page_with("hello");
    };
    {
        Peer page(*this);
        begin(page, made);
        BOOST_TEST(contains(after(seconds{200}), "presence 2 joined:ann left"));
    }
    Peer again(*this);
    begin(again, made);
    BOOST_TEST(!contains(after(seconds{97}), "presence"));
    BOOST_TEST(contains(after(seconds{0}), "presence 2 joined left away:#"));
    Peer loaded(*this);
    begin(loaded, clock.now());
    BOOST_TEST(after(seconds{0}) == "presence 2 joined left back:#");
}

BOOST_AUTO_TEST_CASE(an_act_touches_when_a_person_was_last_seen_once_a_minute) {
    const std::string seconds_seen = "TIMESTAMPDIFF(SECOND, created_at, last_seen_at)";
    Peer peer(*this, ann);
    peer.welcome();
    (void)after(seconds{0});
    BOOST_TEST(row(ann, "availability") == "ONLINE");
    const int first = std::stoi(row(ann, seconds_seen));
    peer.send(R"({"t":"active"})");
    (void)after(seconds{50});
    peer.send(R"({"t":"active"})");
    (void)after(seconds{0});
    BOOST_TEST(std::stoi(row(ann, seconds_seen)) == first);
    (void)after(seconds{20});
    peer.send(R"({"t":"active"})");
    (void)after(seconds{0});
    BOOST_TEST(std::stoi(row(ann, seconds_seen)) == first + 74);
    (void)after(minutes{9});
    BOOST_TEST(std::stoi(row(ann, seconds_seen)) == first + 74, "idle");
    BOOST_TEST(row(cat, "availability") == "OFFLINE", "nobody who is not here");
}

BOOST_AUTO_TEST_SUITE_END()
