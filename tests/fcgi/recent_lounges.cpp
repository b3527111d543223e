// Pages of a lounge that a worker remembers: for everybody what they would have seen without.
#include <boost/test/unit_test.hpp>

#include "tests/fcgi/house.h"

using support::between;
using support::contains;
using support::House;
using support::Visitor;

namespace {

struct Lounge : House {
    Lounge() {
        ana.enter("Ana");
        ben.enter("Ben");
    }

    void say(Visitor& who, const std::string& body) {
        const std::map<std::string, std::string> form{{"body", body},
                                                      {"clientId", "id-" + std::to_string(++said)}};
        BOOST_REQUIRE_EQUAL(who.post("/lounges/en-us/messages", form).status(), 303);
    }
    void to_message(Visitor& who, int seq, const std::string& what,
                    std::map<std::string, std::string> form = {}) {
        const auto target = "/lounges/en-us/messages/" + std::to_string(seq) + "/" + what;
        BOOST_REQUIRE_EQUAL(who.post(target, std::move(form)).status(), 303);
    }
    static std::string lines(Visitor& who, const std::string& language = "en",
                             const std::string& query = "") {
        const auto page = who.get("/lounges/en-us" + query, {{"HTTP_ACCEPT_LANGUAGE", language}});
        return between(page.body(), "id=\"lines\">", "</ol>");
    }
    static std::string id_of_author(const std::string& page) { return between(page, "data-author=\"", "\""); }

    Visitor ana{*this};
    Visitor ben{*this};
    unsigned said = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(recent_lounges, Lounge)

BOOST_AUTO_TEST_CASE(a_remembered_page_is_the_one_that_was_read) {
    say(ana, "hello *you* <b>");
    say(ben, "/me waves");
    to_message(ben, 1, "react", {{"emoji", "👍"}});
    const auto read = lines(ana);
    BOOST_TEST(contains(read, "hello"));
    BOOST_TEST(lines(ana) == read, "from memory");
    BOOST_TEST(lines(ana, "en", "?before=99") == read, "by a way that is not remembered");
}

BOOST_AUTO_TEST_CASE(what_happens_meanwhile_is_seen_at_once) {
    say(ana, "first");
    lines(ben);
    say(ana, "second");
    BOOST_TEST(contains(lines(ben), "second"));
    to_message(ana, 1, "edit", {{"body", "changed"}});
    BOOST_TEST(contains(lines(ben), "changed"));
    to_message(ana, 1, "delete");
    BOOST_TEST(!contains(lines(ben), "changed"));
    BOOST_TEST(contains(lines(ben), "This message was removed."));
}

BOOST_AUTO_TEST_CASE(each_sees_which_reactions_are_their_own) {
    say(ana, "hello");
    to_message(ben, 1, "react", {{"emoji", "👍"}});
    for (int round = 0; round < 2; ++round) {
        BOOST_TEST(contains(lines(ana), "class=\"reaction\" data-emoji=\"👍\""), round);
        BOOST_TEST(contains(lines(ben), "class=\"reaction mine\" data-emoji=\"👍\""), round);
    }
}

BOOST_AUTO_TEST_CASE(only_who_has_blocked_somebody_finds_their_words_folded_away) {
    say(ben, "hello");
    const auto author = id_of_author(lines(ana));
    BOOST_REQUIRE_EQUAL(ana.post("/people/" + author + "/block", {}).status(), 303);
    for (int round = 0; round < 2; ++round) {
        BOOST_TEST(contains(lines(ana), "class=\"veil\""), round);
        BOOST_TEST(!contains(lines(ben), "class=\"veil\""), round);
    }
}

BOOST_AUTO_TEST_CASE(only_who_was_away_finds_the_beginning_of_what_is_new) {
    say(ben, "hello");
    lines(ana);
    say(ben, "news");
    BOOST_TEST(!contains(lines(ben), "data-new"));
    BOOST_TEST(contains(lines(ana), "data-new"));
    BOOST_TEST(!contains(lines(ana), "data-new"), "it is new once");
}

BOOST_AUTO_TEST_CASE(each_reads_it_in_their_own_language) {
    say(ana, "hello");
    to_message(ana, 1, "delete");
    const auto english = lines(ben, "en");
    const auto german = lines(ben, "de");
    BOOST_TEST(english != german);
    BOOST_TEST(lines(ben, "en") == english);
    BOOST_TEST(lines(ben, "de") == german);
}

// A new name is no event of the lounge.
BOOST_AUTO_TEST_CASE(what_no_event_tells_is_remembered_for_a_second_at_most) {
    say(ana, "hello");
    lines(ben);
    connection().execute("UPDATE participant SET display_name = 'Renamed' WHERE display_name = 'Ana'");
    clock.forward(config.limits.recent_for);
    BOOST_TEST(contains(lines(ben), "Renamed"));
}

BOOST_AUTO_TEST_SUITE_END()
