// What can be done to a message, by form.
#include <boost/test/unit_test.hpp>

#include "tests/fcgi/house.h"

using support::contains;
using support::count;
using support::House;
using support::Visitor;

namespace {

constexpr const char* place = "/lounges/en-us/messages/1";

// Ana has said "Hello", which is message 1.
struct Said {
    House house;
    Visitor ana{house};
    Visitor bob{house};

    Said() {
        ana.enter("Ana");
        bob.enter("Bob");
        BOOST_REQUIRE(ana.post("/lounges/en-us/messages", {{"body", "Hello"}, {"clientId", "a1"}}).status() ==
                      303);
    }
    std::string lounge() { return bob.get("/lounges/en-us").body(); }
    static std::string to(const char* what) { return std::string(place) + "/" + what; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(message_page, Said)

BOOST_AUTO_TEST_CASE(everybody_is_offered_what_they_may_do) {
    const auto own = ana.get(place).body();
    const auto other = bob.get(place).body();
    for (const auto* page : {&own, &other}) {
        BOOST_TEST(contains(*page, "name=\"replyTo\" value=\"1\""));
        BOOST_TEST(contains(*page, "value=\"👍\""));
    }
    BOOST_TEST(contains(own, "/messages/1/edit\""));
    BOOST_TEST(contains(own, "/messages/1/delete\""));
    BOOST_TEST(!contains(other, "/messages/1/edit\""));
    BOOST_TEST(!contains(other, "/messages/1/delete\""));
    house.clock.forward(std::chrono::minutes(16));
    BOOST_TEST(!contains(ana.get(place).body(), "/messages/1/edit\""));
}

BOOST_AUTO_TEST_CASE(an_edit_shows_in_the_lounge_as_such) {
    const auto answer = ana.post(to("edit"), {{"body", "Hello all"}});
    BOOST_TEST(answer.status() == 303);
    BOOST_TEST(answer.header("Location") == "/lounges/en-us#end");
    BOOST_TEST(contains(lounge(), ">Hello all<"));
    BOOST_TEST(contains(lounge(), "class=\"edited\""));
}

BOOST_AUTO_TEST_CASE(a_refused_edit_comes_back_with_its_text_and_the_reason) {
    const auto empty = ana.post(to("edit"), {{"body", " "}});
    BOOST_TEST(empty.status() == 400);
    BOOST_TEST(contains(empty.body(), "The message is empty."));
    house.clock.forward(std::chrono::minutes(16));
    const auto late = ana.post(to("edit"), {{"body", "Too late <i>"}});
    BOOST_TEST(late.status() == 403);
    BOOST_TEST(contains(late.body(), "A message can be changed for 15 minutes."));
    BOOST_TEST(contains(bob.post(to("edit"), {{"body", "mine"}}).body(), "Only whoever wrote a message"));
    BOOST_TEST(contains(lounge(), ">Hello<"));
}

BOOST_AUTO_TEST_CASE(a_deleted_message_is_gone_for_everybody) {
    BOOST_TEST(bob.post(to("delete"), {}).status() == 403);
    BOOST_TEST(ana.post(to("delete"), {}).status() == 303);
    BOOST_TEST(!contains(lounge(), ">Hello<"));
    const auto page = ana.get(place).body();
    BOOST_TEST(contains(page, "This message was removed."));
    BOOST_TEST(!contains(page, "Hello"));
    BOOST_TEST(!contains(page, "name=\"replyTo\""));
}

BOOST_AUTO_TEST_CASE(a_reaction_is_given_and_taken_back) {
    BOOST_TEST(bob.post(to("react"), {{"emoji", "👍"}}).status() == 303);
    BOOST_TEST(ana.post(to("react"), {{"emoji", "👍"}}).status() == 303);
    BOOST_TEST(contains(lounge(), "<span class=\"reaction mine\" data-emoji=\"👍\">"));
    BOOST_TEST(contains(lounge(), "<span class=\"people\">2</span>"));
    BOOST_TEST(contains(bob.get(place).body(), "/messages/1/unreact\""));
    BOOST_TEST(bob.post(to("unreact"), {{"emoji", "👍"}}).status() == 303);
    BOOST_TEST(contains(lounge(), "<span class=\"reaction\" data-emoji=\"👍\">"));
    const auto wrong = bob.post(to("react"), {{"emoji", "<b>"}});
    BOOST_TEST(wrong.status() == 400);
    BOOST_TEST(contains(wrong.body(), "A reaction is one emoji."));
}

BOOST_AUTO_TEST_CASE(an_answer_quotes_and_keeps_what_it_answers_when_it_is_refused) {
    const auto refused =
        bob.post("/lounges/en-us/messages", {{"body", ""}, {"clientId", "b1"}, {"replyTo", "1"}});
    BOOST_TEST(refused.status() == 400);
    BOOST_TEST(contains(refused.body(), "name=\"replyTo\" value=\"1\""));
    BOOST_TEST(bob.post("/lounges/en-us/messages", {{"body", "Hi"}, {"clientId", "b1"}, {"replyTo", "1"}})
                   .status() == 303);
    BOOST_TEST(contains(lounge(), "data-re=\"1\""));
    BOOST_TEST(contains(lounge(), "<span class=\"quote-text\" dir=\"auto\">Hello</span>"));
    ana.post(to("delete"), {});
    BOOST_TEST(!contains(lounge(), "Hello"));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_or_not_open_is_said) {
    BOOST_TEST(ana.get("/lounges/en-us/messages/77").status() == 404);
    BOOST_TEST(ana.get("/lounges/en-us/messages/x").status() == 404);
    BOOST_TEST(ana.get("/lounges/nowhere/messages/1").status() == 404);
    BOOST_TEST(ana.post("/lounges/en-us/messages/77/react", {{"emoji", "👍"}}).status() == 404);
    house.connection().execute("UPDATE lounge SET closed_at = created_at WHERE slug = ?", "en-us");
    for (const char* what : {"edit", "delete", "react", "unreact"})
        BOOST_TEST(ana.post(to(what), {{"body", "x"}, {"emoji", "👍"}}).status() == 403, what);
}

BOOST_AUTO_TEST_SUITE_END()
