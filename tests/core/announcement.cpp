#include "core/chat/announcement.h"

#include <boost/test/unit_test.hpp>

#include "core/chat/event_json.h"
#include "core/store/messages.h"
#include "core/store/people.h"
#include "tests/core/talk.h"

namespace {

struct Speaker : support::Talk {
    Speaker() { config.audit_secret = std::string(32, 'a'); }

    base::Result<std::vector<chat::Hint>> say(const std::string& text, std::vector<store::Lounge> lounges) {
        return chat::announce(
            connection, house, audit::Log(config),
            {.lounges = std::move(lounges), .text = text, .actor = std::string(audit::by_operator)});
    }
    std::uint64_t on_record() {
        return support::count(connection, "SELECT COUNT(*) FROM audit_log WHERE action = 'lounge.announce'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(announcement, Speaker)

BOOST_AUTO_TEST_CASE(it_takes_the_next_place_of_each_lounge_and_goes_on_record_once) {
    BOOST_REQUIRE(chat::post(connection, house, by(ann, "a1")).ok());
    const auto hints = say("We restart at **eight**.", {lounge, second_lounge});
    BOOST_REQUIRE(hints.ok());
    BOOST_TEST(hints->size() == 2U);
    const auto here = events();
    BOOST_REQUIRE(here.size() == 2U);
    BOOST_TEST(here.back().seq == 2U);
    BOOST_TEST(here.back().message->system);
    BOOST_TEST(!here.back().message->guest);
    BOOST_TEST(here.back().message->author_name == "The Chatroom");
    BOOST_TEST(here.back().message->format == R"([["p","We restart at ",["b","eight"],"."]])");
    BOOST_TEST(store::events_after(other, second_lounge.stream, 0, 10).size() == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM chat_message WHERE message_type = 'SYSTEM'") ==
               2U);
    BOOST_TEST(on_record() == 1U);
}

BOOST_AUTO_TEST_CASE(clients_are_told_that_the_house_says_it) {
    BOOST_REQUIRE(say("Hello", {lounge}).ok());
    const auto json = chat::event_json("en-all", events().front());
    BOOST_TEST(
        json.find(R"("name":"The Chatroom","guest":false},"system":true,"cid":")") != std::string::npos,
        json);
}

BOOST_AUTO_TEST_CASE(the_house_is_one_and_nobody) {
    BOOST_REQUIRE(say("One", {lounge}).ok());
    BOOST_REQUIRE(say("Two", {lounge}).ok());
    const auto said = events();
    BOOST_TEST((said.front().message->author == said.back().message->author));
    BOOST_TEST(!store::find_person(connection, said.front().message->author).has_value());
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM participant WHERE is_house") == 1U);
}

BOOST_AUTO_TEST_CASE(what_no_message_may_be_is_refused_and_leaves_nothing) {
    BOOST_TEST((say("  ", {lounge}).error().code == base::ErrorCode::body_empty));
    const std::string long_text(config.limits.body_code_points + 1, 'x');
    BOOST_TEST((say(long_text, {lounge}).error().code == base::ErrorCode::body_too_long));
    BOOST_TEST(messages() == 0U);
    BOOST_TEST(on_record() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
