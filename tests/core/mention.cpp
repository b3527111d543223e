// Whoever is named in a lounge hears of it only where they might read it.
#include "core/chat/mention.h"

#include <boost/test/unit_test.hpp>

#include "core/base/random.h"
#include "core/chat/act.h"
#include "core/chat/event_json.h"
#include "core/chat/stream_events.h"
#include "core/store/temp_sessions.h"
#include "tests/core/door.h"
#include "tests/core/statement_watch.h"
#include "tests/support/members.h"

namespace {

struct Named : support::AtTheDoor {
    base::ParticipantId of_cy = cy.participant.id;
    base::ParticipantId of_dan = dan.participant.id;

    Named() { lift_pace(); }

    std::size_t says(base::ParticipantId who, const std::string& body) {
        auto post = by(who, "n" + std::to_string(++said), body);
        post.age = store::AgeCategory::over_18_red;
        return chat::post(connection, house, post).value().others.size();
    }
    std::size_t edits(base::ParticipantId who, base::Seq message, const std::string& body) {
        return chat::act(connection, house,
                         {.kind = chat::ActKind::edit,
                          .actor = who,
                          .age = store::AgeCategory::over_18_red,
                          .lounge = lounge.id,
                          .message = message,
                          .text = body})
            .value()
            .others.size();
    }
    // Their own stream as their client sees it: "mention:text", or "mention" alone.
    std::string hears(const std::string& name) {
        const auto stream = store::find_named(connection, {name}).at(0).stream;
        std::string all;
        for (const auto& event : chat::events_after(connection, house, stream, 0, 100)) {
            const auto json = chat::event_json("@me", event);
            const auto text = json.find(R"("text":")");
            BOOST_TEST((json.find(lounge.slug) == std::string::npos) == (text == std::string::npos), json);
            all += all.empty() ? "" : ", ";
            all += event.kind;
            if (text != std::string::npos)
                all += ":" + json.substr(text + 8, json.find('"', text + 8) - text - 8);
        }
        return all;
    }
    void declares(base::ParticipantId who, store::AgeCategory age) {
        store::add_temp_session(connection, who, base::random_bytes(32), age, clock.now(),
                                clock.now() + std::chrono::hours{1});
    }
    void turn_red() {
        connection.run("UPDATE lounge SET access_level = 'RED_LOUNGE' WHERE slug = 'en-all'");
        config.red_lounges = base::RedLounges::declared;
    }
    int said = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(mention, Named)

BOOST_AUTO_TEST_CASE(whoever_waits_at_the_door_or_has_not_come_to_it_is_not_told) {
    bound(2);
    for (const auto& who : {cy, dan, eve}) come(who);
    BOOST_TEST(says(of_cy, "@dan, @eve and @bob: a secret") == 1U);
    BOOST_TEST(hears("dan") == "mention:@dan, @eve and @bob: a secret");
    BOOST_TEST(hears("eve") == "");
    BOOST_TEST(hears("bob") == "");
    give_up(dan);
    BOOST_TEST(come(eve).in());
    BOOST_TEST(says(of_cy, "@dan @eve again") == 1U);
    BOOST_TEST(hears("eve") == "mention:@dan @eve again");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM mention") == 5U,
               "what they missed is counted for them when they come in");
}

BOOST_AUTO_TEST_CASE(where_there_is_no_bound_everybody_named_is_told_wherever_they_are) {
    BOOST_TEST(says(of_cy, "@dan and @eve") == 2U);
    BOOST_TEST(hears("eve") == "mention:@dan and @eve");
}

BOOST_AUTO_TEST_CASE(an_edit_names_nobody_past_the_door_either) {
    bound(2);
    for (const auto& who : {cy, dan, eve}) come(who);
    BOOST_TEST(says(of_cy, "nobody") == 0U);
    BOOST_TEST(edits(of_cy, 1, "@dan @eve: a secret") == 1U);
    BOOST_TEST(hears("dan") == "mention:@dan @eve: a secret");
    BOOST_TEST(hears("eve") == "");
}

BOOST_AUTO_TEST_CASE(a_red_lounge_tells_those_who_declared_the_age_for_it_as_long_as_they_do) {
    turn_red();
    declares(of_dan, store::AgeCategory::over_18);
    declares(eve.participant.id, store::AgeCategory::over_18_red);
    support::make_member(connection, ann);
    declares(ann, store::AgeCategory::over_18_red);
    const auto red_member = support::make_member(connection, bob);
    connection.execute("UPDATE user SET age_category = '_18PLUS_RED' WHERE id = ?", red_member);
    BOOST_TEST(says(of_cy, "@dan @eve @ann @bob: a secret") == 2U);
    BOOST_TEST(edits(of_cy, 1, "@dan @eve @ann @bob: another") == 0U, "named already");
    BOOST_TEST(hears("dan") == "");
    BOOST_TEST(hears("eve") == "mention:@dan @eve @ann @bob: another");
    BOOST_TEST(hears("ann") == "", "a member's age category is that of the account");
    BOOST_TEST(hears("bob") == "mention:@dan @eve @ann @bob: another");
    BOOST_TEST(says(of_cy, "wait") == 0U);
    BOOST_TEST(edits(of_cy, 3, "@dan @eve") == 1U);
    connection.execute("UPDATE user SET age_category = '_18PLUS' WHERE id = ?", red_member);
    connection.run("UPDATE temp_session SET ended_at = created_at WHERE age_category = '_18PLUS_RED'");
    BOOST_TEST(hears("bob") == "mention", "who changed the age category");
    BOOST_TEST(hears("eve") == "mention, mention", "whose session has ended");
}

BOOST_AUTO_TEST_CASE(a_replay_keeps_what_the_lounge_itself_would_keep_now) {
    BOOST_TEST(says(of_cy, "@dan one") == 1U);
    bound(1);
    BOOST_TEST(hears("dan") == "mention", "the lounge has a bound since");
    BOOST_TEST(come(dan).in());
    BOOST_TEST(hears("dan") == "mention:@dan one");
    give_up(dan);
    BOOST_TEST(hears("dan") == "mention");
    connection.run("UPDATE lounge SET capacity = NULL");
    BOOST_TEST(hears("dan") == "mention:@dan one");
    connection.run("UPDATE lounge SET closed_at = created_at WHERE slug = 'en-all'");
    BOOST_TEST(hears("dan") == "mention");
}

BOOST_AUTO_TEST_CASE(of_a_whole_batch_the_door_is_asked_once_and_of_nobody_where_nobody_is_named) {
    bound(3);
    for (const auto& who : {cy, dan, eve}) come(who);
    support::StatementWatch watch(connection, other);
    std::vector<chat::Post> posts;
    for (int i = 0; i < 5; ++i) posts.push_back(by(of_cy, "p" + std::to_string(i), "nobody"));
    for (const auto& result : chat::post_batch(connection, house, posts)) BOOST_REQUIRE(result.ok());
    const auto plain = watch.statements();
    for (int i = 0; i < 5; ++i)
        posts[static_cast<std::size_t>(i)] = by(of_cy, "q" + std::to_string(i), "@dan @eve");
    for (const auto& result : chat::post_batch(connection, house, posts)) BOOST_REQUIRE(result.ok());
    const auto asks = [](const std::vector<support::Statement>& statements, const char* text) {
        return std::ranges::count_if(
            statements, [&](const auto& one) { return one.text.find(text) != std::string::npos; });
    };
    BOOST_TEST(asks(plain, "FROM admission") == 1);
    BOOST_TEST(asks(plain, "name_key") == 0);
    BOOST_TEST(asks(plain, "mention") == 0);
    BOOST_TEST(asks(watch.statements(), "FROM admission") == 2, "once for both batches each");
}

BOOST_AUTO_TEST_SUITE_END()
