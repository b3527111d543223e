// Finding again what was said: permalinks, days, search, and what was said since one was there.
#include <boost/test/unit_test.hpp>

#include "core/chat/search_index.h"
#include "tests/fcgi/house.h"
#include "tests/support/server_view.h"

using support::between;
using support::contains;
using support::count;
using support::House;
using support::Visitor;

namespace {

struct Lounge : House {
    Lounge()
        : House([](base::Config& config) {
              config.limits.posts = 1000;
              config.limits.guest_session = std::chrono::hours{240};
          }) {
        ana.enter("Ana");
        ben.enter("Ben");
    }

    void say(Visitor& who, const std::string& body, const std::string& slug = "en-us") {
        const std::map<std::string, std::string> form{{"body", body},
                                                      {"clientId", "id-" + std::to_string(++said)}};
        BOOST_REQUIRE_EQUAL(who.post("/lounges/" + slug + "/messages", form).status(), 303);
    }
    void say_many(int many) {
        for (int i = 1; i <= many; ++i) say(ben, "line " + std::to_string(i) + ".");
    }
    // What the jobs process does.
    void index() {
        chat::WordBreaker breaker;
        for (auto& progress : store::index_progress(connection()))
            while (chat::index_next(connection(), breaker, progress, config.limits) > 0) continue;
    }
    std::string page(const std::string& target) {
        const auto answer = ana.get(target);
        BOOST_TEST(answer.status() == 200, target);
        return answer.body();
    }

    Visitor ana{*this};
    Visitor ben{*this};
    unsigned said = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(history, Lounge)

BOOST_AUTO_TEST_CASE(a_permalink_shows_what_was_said_before_and_after_and_the_ways_on) {
    say_many(120);
    const auto middle = page("/lounges/en-us/60");
    BOOST_TEST(contains(middle, "data-first-seq=\"35\" data-last-seq=\"85\""));
    BOOST_TEST(contains(middle, "data-seq=\"60\""));
    BOOST_TEST(count(middle, "id=\"target\"") == 1U);
    BOOST_TEST(between(middle, "id=\"target\"", "</li>").find("line 60.") != std::string::npos);
    BOOST_TEST(contains(middle, "before=35"));
    BOOST_TEST(contains(middle, "after=85"));
    BOOST_TEST(contains(middle, "class=\"newer"));
    BOOST_TEST(!contains(middle, "data-live"));
    const auto first = page("/lounges/en-us/1");
    BOOST_TEST(contains(first, "data-first-seq=\"1\" data-last-seq=\"26\""));
    BOOST_TEST(!contains(first, "before="));
    const auto last = page("/lounges/en-us/120");
    BOOST_TEST(contains(last, "data-first-seq=\"95\" data-last-seq=\"120\""));
    BOOST_TEST(!contains(last, "after="));
}

BOOST_AUTO_TEST_CASE(a_place_without_a_message_shows_what_is_around_it) {
    say_many(3);
    const auto beyond = page("/lounges/en-us/900");
    BOOST_TEST(contains(beyond, "data-first-seq=\"1\" data-last-seq=\"3\""));
    BOOST_TEST(!contains(beyond, "id=\"target\""));
    BOOST_TEST(page("/lounges/en-gb/1").find("data-first-seq=\"0\"") != std::string::npos);
    BOOST_TEST(ana.get("/lounges/en-us/0").status() == 404);
    BOOST_TEST(ana.get("/lounges/en-us/99999999999999999999").status() == 404);
}

BOOST_AUTO_TEST_CASE(later_messages_come_page_by_page) {
    say_many(120);
    const auto later = page("/lounges/en-us?after=30");
    BOOST_TEST(contains(later, "data-first-seq=\"31\" data-last-seq=\"80\""));
    BOOST_TEST(contains(later, "before=31"));
    BOOST_TEST(contains(later, "after=80"));
    const auto end = page("/lounges/en-us?after=80");
    BOOST_TEST(contains(end, "data-first-seq=\"81\" data-last-seq=\"120\""));
    BOOST_TEST(!contains(end, "after="));
    BOOST_TEST(ana.get("/lounges/en-us?after=1&before=9").status() == 400);
}

BOOST_AUTO_TEST_CASE(a_day_leads_to_its_first_message_or_the_next_there_is) {
    // The house's clock stands at 2026-01-01 12:00 UTC.
    say(ben, "first");
    clock.forward(std::chrono::hours(11));
    say(ben, "late that evening");
    clock.forward(std::chrono::hours(48));
    say(ben, "two days later");
    const struct {
        const char* query;
        const char* location;
    } cases[] = {
        {"date=2026-01-01", "/lounges/en-us/1"},
        {"date=2025-06-01", "/lounges/en-us/1"},
        {"date=2026-01-02", "/lounges/en-us/3"},
        {"date=2026-01-03", "/lounges/en-us/3"},
        {"date=2026-01-04", "/lounges/en-us"},
        {"date=2026-01-02&zone=-120", "/lounges/en-us/2"},
        {"date=2026-01-01&zone=840", "/lounges/en-us/2"},
    };
    for (const auto& c : cases) {
        const auto answer = ana.get(std::string("/lounges/en-us?") + c.query);
        BOOST_TEST(answer.status() == 303, c.query);
        BOOST_TEST(answer.header("Location") == c.location, c.query);
    }
    BOOST_TEST(ana.get("/lounges/en-us?date=").status() == 200);
    for (const char* query :
         {"date=x", "date=2026-02-30", "date=2026-1-1", "date=1969-12-31", "date=2026-01-01T00",
          "date=2026-01-01&zone=x", "date=2026-01-01&zone=841", "date=-026-01-01"})
        BOOST_TEST(ana.get(std::string("/lounges/en-us?") + query).status() == 400, query);
}

BOOST_AUTO_TEST_CASE(a_search_shows_what_was_said_with_the_words_marked) {
    say(ben, "Nothing of the kind");
    say(ben, "A <b>café</b> by the sea & more");
    index();
    const auto found = page("/lounges/en-us/search?q=CAFE");
    BOOST_TEST(contains(found, "A &lt;b&gt;<mark>café</mark>&lt;/b&gt; by the sea &amp; more"));
    BOOST_TEST(contains(found, "href=\"/lounges/en-us/2\""));
    BOOST_TEST(contains(found, ">Ben<"));
    BOOST_TEST(contains(found, "value=\"CAFE\""));
    BOOST_TEST(count(found, "class=\"row-link\"") == 1U);
    BOOST_TEST(contains(page("/lounges/en-us/search?q=elsewhere"), "Nobody has said that here"));
    const auto empty = page("/lounges/en-us/search");
    BOOST_TEST(contains(empty, "name=\"q\""));
    BOOST_TEST(!contains(empty, "Nobody has said that here"));
    BOOST_TEST(
        contains(page("/lounges/en-us/search?q=%22%3E%3Cscript%3E"), "value=\"&quot;&gt;&lt;script&gt;\""));
}

BOOST_AUTO_TEST_CASE(what_a_blocked_person_said_is_folded_away_among_the_results_too) {
    say(ben, "a treasure");
    say(ana, "which treasure");
    index();
    const auto author = between(page("/lounges/en-us"), "data-author=\"", "\"");
    BOOST_TEST(count(page("/lounges/en-us/search?q=treasure"), "class=\"veil\"") == 0U);
    BOOST_REQUIRE_EQUAL(ana.post("/people/" + author + "/block", {}).status(), 303);
    const auto found = page("/lounges/en-us/search?q=treasure");
    BOOST_TEST(count(found, "class=\"row-link\"") == 2U);
    BOOST_TEST(count(found, "class=\"veil\"") == 1U);
    BOOST_TEST(found.find("class=\"veil\"") > found.find("/lounges/en-us/2"));
    BOOST_TEST(found.find("class=\"veil\"") < found.find("/lounges/en-us/1\""));
    BOOST_TEST(between(page("/lounges/en-us/1"), "data-seq=\"1\"", "</li>").find("class=\"veil\"") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_removed_or_changed_is_found_by_nobody) {
    say(ben, "a treasure");
    say(ben, "a tresaure");
    index();
    BOOST_REQUIRE_EQUAL(ben.post("/lounges/en-us/messages/1/delete", {}).status(), 303);
    BOOST_REQUIRE_EQUAL(ben.post("/lounges/en-us/messages/2/edit", {{"body", "a jewel"}}).status(), 303);
    for (const char* when : {"before the index knows", "afterwards"}) {
        for (auto* who : {&ana, &ben}) {
            const auto found = who->get("/lounges/en-us/search?q=treasure").body();
            BOOST_TEST(contains(found, "Nobody has said that here"), when);
            BOOST_TEST(
                contains(who->get("/lounges/en-us/search?q=tresaure").body(), "Nobody has said that here"),
                when);
        }
        index();
    }
    BOOST_TEST(count(page("/lounges/en-us/search?q=jewel"), "class=\"row-link\"") == 1U);
    BOOST_TEST(support::count(connection(), "SELECT COUNT(*) FROM search_document") == 1U);
}

BOOST_AUTO_TEST_CASE(older_results_are_a_page_further) {
    for (int i = 0; i < 30; ++i) say(ben, "again");
    index();
    const auto newest = page("/lounges/en-us/search?q=again");
    BOOST_TEST(count(newest, "class=\"row-link\"") == 25U);
    BOOST_TEST(contains(newest, "/lounges/en-us/search?q=again&amp;before=6"));
    const auto oldest = page("/lounges/en-us/search?q=again&before=6");
    BOOST_TEST(count(oldest, "class=\"row-link\"") == 5U);
    BOOST_TEST(!contains(oldest, "before="));
    BOOST_TEST(ana.get("/lounges/en-us/search?q=again&before=x").status() == 400);
}

BOOST_AUTO_TEST_CASE(what_a_person_may_not_read_they_cannot_find) {
    for (const char* target : {"/search?q=x", "/1", "?after=0", "?date=2026-01-01"}) {
        BOOST_TEST(ana.get(std::string("/lounges/en-red") + target).status() == 403, target);
        BOOST_TEST(ana.get(std::string("/lounges/en-nowhere") + target).status() == 404, target);
        Visitor stranger(*this);
        BOOST_TEST(stranger.get(std::string("/lounges/en-us") + target).status() == 303, target);
    }
}

BOOST_AUTO_TEST_CASE(who_comes_back_reads_how_much_was_said_and_where_it_begins) {
    say(ben, "before");
    BOOST_TEST(!contains(page("/lounges/en-us"), "id=\"away\""));
    say(ben, "one");
    say(ben, "two");
    const auto back = page("/lounges/en-us");
    BOOST_TEST(contains(back, "Since you were away: 2 messages"));
    BOOST_TEST(contains(back, "href=\"/lounges/en-us/2\""));
    BOOST_TEST(count(back, "data-new=\"New\"") == 1U);
    BOOST_TEST(back.find("data-new") > back.find("data-seq=\"2\""));
    BOOST_TEST(back.find("data-new") < back.find("data-seq=\"3\""));
    BOOST_TEST(!contains(page("/lounges/en-us"), "id=\"away\""));
}

BOOST_AUTO_TEST_CASE(nobody_was_away_from_what_they_say_themselves) {
    page("/lounges/en-us");
    say(ana, "mine");
    BOOST_TEST(!contains(page("/lounges/en-us"), "id=\"away\""));
}

BOOST_AUTO_TEST_CASE(a_guest_who_leaves_takes_their_markers_along) {
    page("/lounges/en-us");
    page("/lounges/en-gb");
    BOOST_TEST(support::count(connection(), "SELECT COUNT(*) FROM read_marker") == 2U);
    BOOST_REQUIRE_EQUAL(ana.post("/leave", {}).status(), 303);
    BOOST_TEST(support::count(connection(), "SELECT COUNT(*) FROM read_marker") == 0U);
}

BOOST_AUTO_TEST_CASE(older_pages_and_permalinks_say_nothing_of_what_was_read) {
    page("/lounges/en-us");
    say_many(3);
    page("/lounges/en-us/1");
    page("/lounges/en-us?before=3");
    BOOST_TEST(contains(page("/lounges/en-us"), "Since you were away: 3 messages"));
}

BOOST_AUTO_TEST_CASE(languages_and_lounges_say_how_much_is_new_in_those_one_was_in) {
    for (const char* slug : {"en-us", "en-gb"}) page(std::string("/lounges/") + slug);
    for (int i = 0; i < 150; ++i) say(ben, "x");
    say(ben, "x", "en-gb");
    say(ben, "x", "en-all");
    const auto lounges = page("/languages/en");
    BOOST_TEST(between(lounges, "data-slug=\"en-us\"", "</li>").find("more than 99 new messages") !=
               std::string::npos);
    BOOST_TEST(between(lounges, "data-slug=\"en-gb\"", "</li>").find(">1 new message<") != std::string::npos);
    BOOST_TEST(between(lounges, "data-slug=\"en-all\"", "</li>").find("new message") == std::string::npos);
    BOOST_TEST(contains(page("/languages"), "more than 100 new messages"));
    Visitor stranger(*this);
    BOOST_TEST(!contains(stranger.get("/languages").body(), "new message"));
}

BOOST_AUTO_TEST_SUITE_END()
