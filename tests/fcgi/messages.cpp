// Posting by form.
#include <boost/test/unit_test.hpp>

#include "tests/fcgi/house.h"

using support::between;
using support::contains;
using support::count;
using support::House;
using support::Visitor;

namespace {

fcgi::Response say(Visitor& visitor, const std::string& body, const std::string& id,
                   const std::string& lounge = "en-us") {
    return visitor.post("/lounges/" + lounge + "/messages", {{"body", body}, {"clientId", id}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(messages)

BOOST_AUTO_TEST_CASE(a_message_is_stored_and_the_browser_led_back_to_the_end_of_the_lounge) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto page = ana.get("/lounges/en-us").body();
    const auto answer = say(ana, " Hello <b>\r\nyou ", between(page, "name=\"clientId\" value=\"", "\""));
    BOOST_TEST(answer.status() == 303);
    BOOST_TEST(answer.header("Location") == "/lounges/en-us#end");
    const auto after = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(after, ">Hello &lt;b&gt;\nyou<"));
    BOOST_TEST(contains(after, "data-last-seq=\"1\""));
}

BOOST_AUTO_TEST_CASE(the_same_id_again_stores_nothing_more_and_answers_as_before) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(say(ana, "Hello", "same").status() == 303);
        house.clock.forward(std::chrono::minutes(1));
    }
    BOOST_TEST(count(ana.get("/lounges/en-us").body(), ">Hello<") == 1U);
}

BOOST_AUTO_TEST_CASE(a_repeated_id_passes_also_while_its_sender_is_slowed_down) {
    House house([](base::Config& config) { config.limits.posts = 1; });
    Visitor ana(house);
    ana.enter("Ana");
    BOOST_TEST(say(ana, "one", "1").status() == 303);
    BOOST_TEST(say(ana, "two", "2").status() == 429);
    BOOST_TEST(say(ana, "one", "1").status() == 303);
}

BOOST_AUTO_TEST_CASE(a_repeated_id_passes_also_when_the_lounge_has_been_closed_since) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    BOOST_TEST(say(ana, "one", "1").status() == 303);
    house.connection().execute("UPDATE lounge SET closed_at = created_at WHERE slug = ?", "en-us");
    BOOST_TEST(say(ana, "one", "1").status() == 303);
    BOOST_TEST(say(ana, "two", "2").status() == 403);
}

BOOST_AUTO_TEST_CASE(a_refused_message_comes_back_with_its_text_and_its_id) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const std::string long_body(4001, 'x');
    const struct {
        std::string body;
        std::string id;
        std::string error;
    } cases[] = {
        {"", "a", "The message is empty."},
        {" \r\n\t ", "b", "The message is empty."},
        {long_body, "c", "A message has at most 4,000 characters."},
        {std::string("a\x01z"), "d", "The message holds characters that cannot be shown."},
        {std::string("a\0z", 3), "e", "The message holds characters that cannot be shown."},
        {"a\xffz", "f", "The message holds characters that cannot be shown."},
    };
    for (const auto& c : cases) {
        const auto answer = say(ana, c.body, c.id);
        BOOST_TEST_CONTEXT(c.id << ": " << c.error) {
            BOOST_TEST(answer.status() == 400);
            BOOST_TEST(contains(answer.body(), c.error));
            BOOST_TEST(contains(answer.body(), c.body + "</textarea>"));
            BOOST_TEST(between(answer.body(), "name=\"clientId\" value=\"", "\"") == c.id);
        }
    }
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "data-last-seq=\"0\""));
}

BOOST_AUTO_TEST_CASE(an_id_that_breaks_the_rule_is_replaced_by_a_good_one) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (const std::string& id :
         {std::string(), std::string(37, 'x'), std::string("a b"), std::string("\"><script>")}) {
        const auto answer = say(ana, "keep me", id);
        const auto fresh = between(answer.body(), "name=\"clientId\" value=\"", "\"");
        BOOST_TEST_CONTEXT(id) {
            BOOST_TEST(answer.status() == 400);
            BOOST_TEST(contains(answer.body(), "keep me</textarea>"));
            BOOST_TEST(fresh != id);
            BOOST_TEST(say(ana, "keep me", fresh).status() == 303);
            house.clock.forward(std::chrono::minutes(1));
        }
    }
}

BOOST_AUTO_TEST_CASE(who_writes_too_fast_gets_the_text_back_and_is_told_when_to_come_again) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (int i = 0; i < 5; ++i) BOOST_TEST(say(ana, "x", std::to_string(i)).status() == 303);
    const auto answer = say(ana, "a sixth", "6");
    BOOST_TEST(answer.status() == 429);
    BOOST_TEST(contains(answer.body(), "a sixth</textarea>"));
    const int seconds = std::stoi(std::string(answer.header("Retry-After")));
    BOOST_TEST(seconds >= 1);
    BOOST_TEST(seconds <= 5);
    house.clock.forward(std::chrono::seconds(seconds));
    BOOST_TEST(say(ana, "a sixth", "6").status() == 303);
}

BOOST_AUTO_TEST_CASE(a_program_gets_the_refusal_as_json) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto answer = ana.post("/lounges/en-us/messages", {{"body", ""}, {"clientId", "a"}},
                                 {{"HTTP_ACCEPT", "application/json"}});
    BOOST_TEST(answer.status() == 400);
    BOOST_TEST(answer.body() == R"({"error":"The message is empty."})");
}

BOOST_AUTO_TEST_CASE(an_unknown_lounge_takes_no_message) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    BOOST_TEST(say(ana, "x", "a", "en-nowhere").status() == 404);
}

BOOST_AUTO_TEST_SUITE_END()
