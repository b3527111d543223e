#include "core/chat/post.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/talk.h"

using base::ErrorCode;
using support::Talk;
using support::told;

BOOST_FIXTURE_TEST_SUITE(post, Talk)

BOOST_AUTO_TEST_CASE(a_new_post_is_committed_and_becomes_the_next_event_of_its_lounge) {
    const auto posted = chat::post(connection, house, by(ann, "a1", "good morning"));
    BOOST_REQUIRE(posted.ok());
    BOOST_TEST(told(posted) == "1");
    BOOST_REQUIRE(posted->event.has_value());
    BOOST_TEST(posted->event->message->author_name == "ann");
    BOOST_TEST(told(events()) == "1:good morning");
    BOOST_TEST(events().front().message->id.value == posted->event->message->id.value);
    BOOST_TEST(base::to_epoch_ms(events().front().at) == base::to_epoch_ms(clock.now()));
}

BOOST_AUTO_TEST_CASE(a_repeated_client_id_gives_the_first_result_also_on_another_connection) {
    const auto first = chat::post(connection, house, by(ann, "a1", "one"));
    clock.forward(base::Millis{77});
    for (auto* door : {&connection, &other}) {
        auto again = by(ann, "a1", "something else");
        again.lounge = second_lounge.id;
        const auto repeated = chat::post(*door, house, again);
        BOOST_REQUIRE(repeated.ok());
        BOOST_TEST(told(repeated) == "1 again");
        BOOST_TEST((repeated->at == first->at));
        BOOST_TEST(repeated->lounge.value == lounge.id.value);
        BOOST_TEST(!repeated->event.has_value());
    }
    BOOST_TEST(told(events()) == "1:one");
    BOOST_TEST(messages() == 1U);
}

BOOST_AUTO_TEST_CASE(a_client_id_belongs_to_its_sender_alone) {
    BOOST_TEST(told(chat::post_batch(connection, house, {by(ann, "x"), by(bob, "x")})) == "1, 2");
    BOOST_TEST(told(chat::post(connection, house, by(ann, "X"))) == "3",
               "upper and lower case are different ids");
}

BOOST_AUTO_TEST_CASE(a_repeated_post_is_answered_whatever_now_forbids_a_new_one) {
    const struct {
        const char* what;
        const char* change;
        const char* new_post;
    } cases[] = {
        {"muted", "muted_until = '2037-01-01'", "muted"},
        {"suspended", "status = 'SUSPENDED'", "banned"},
        {"banned", "status = 'BANNED'", "banned"},
    };
    BOOST_TEST(told(chat::post(connection, house, by(ann, "first"))) == "1");
    for (const auto& c : cases) {
        set(ann, c.change);
        BOOST_TEST(told(chat::post(connection, house, by(ann, "first"))) == "1 again", c.what);
        BOOST_TEST(told(chat::post(connection, house, by(ann, "new"))) == c.new_post, c.what);
    }
    other.run("UPDATE lounge SET closed_at = '2026-01-01'");
    BOOST_TEST(told(chat::post(connection, house, by(ann, "first"))) == "1 again", "closed lounge");
    BOOST_TEST(told(chat::post(connection, house, by(bob, "new"))) == "lounge_closed");
    BOOST_TEST(told(events()) == "1:hello");
}

BOOST_AUTO_TEST_CASE(the_pace_limit_refuses_with_the_time_to_wait_and_lets_repeats_through) {
    config.limits.posts = 2;
    config.limits.posts_per = base::Millis{5000};
    chat::post(connection, house, by(ann, "1")).ok();
    clock.forward(base::Millis{1000});
    BOOST_TEST(told(chat::post(other, house, by(ann, "2"))) == "2");
    clock.forward(base::Millis{500});
    const auto refused = chat::post(connection, house, by(ann, "3"));
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::slow_down));
    BOOST_TEST(refused.error().retry_after.value().count() == 3500);
    BOOST_TEST(told(chat::post(connection, house, by(ann, "1"))) == "1 again");
    BOOST_TEST(told(chat::post(connection, house, by(bob, "1"))) == "3", "others are not slowed");
    clock.forward(base::Millis{3499});
    BOOST_TEST(told(chat::post(connection, house, by(ann, "3"))) == "slow_down", "a millisecond early");
    clock.forward(base::Millis{1});
    BOOST_TEST(told(chat::post(connection, house, by(ann, "3"))) == "4");
}

BOOST_AUTO_TEST_CASE(the_pace_limit_counts_within_one_batch) {
    config.limits.posts = 2;
    const auto results =
        chat::post_batch(connection, house, {by(ann, "1"), by(ann, "2"), by(ann, "3"), by(bob, "1")});
    BOOST_TEST(told(results) == "1, 2, slow_down, 3");
    BOOST_TEST((results[2].error().retry_after == config.limits.posts_per));
}

BOOST_AUTO_TEST_CASE(twins_in_one_batch_are_stored_once) {
    const auto results = chat::post_batch(
        connection, house, {by(ann, "a", "x"), by(bob, "b", "y"), by(ann, "a", "z"), by(ann, "a", "x")});
    BOOST_TEST(told(results) == "1, 2, 1 again, 1 again");
    BOOST_TEST(!results[2]->event.has_value());
    BOOST_TEST(told(events()) == "1:x 2:y");
    BOOST_TEST(told(chat::post_batch(connection, house, {by(ann, "a"), by(ann, "a")})) == "1 again, 1 again");
    BOOST_TEST(told(chat::post_batch(connection, house, {by(ann, "c", ""), by(ann, "c", "")})) ==
               "body_empty, body_empty");
}

BOOST_AUTO_TEST_CASE(a_post_refused_by_a_rule_concerns_itself_alone) {
    lift_pace();
    set(bob, "muted_until = FROM_UNIXTIME(1767268805)");  // five seconds after the clock
    auto nowhere = by(ann, "6");
    nowhere.lounge = base::LoungeId{987654};
    const auto results =
        chat::post_batch(connection, house,
                         {by(ann, "1", "one"), by(ann, "2", " \n "), by(ann, "not an id"), by(bob, "3"),
                          by(base::ParticipantId{987654}, "4"), by(ann, "5", "two"), nowhere,
                          by(ann, "7", std::string(4001, 'x')), by(ann, "8", "three")});
    BOOST_TEST(told(results) ==
               "1, body_empty, bad_id, muted, session_ended, 2, unknown_lounge, body_too_long, 3");
    BOOST_TEST(results[3].error().retry_after.value().count() == 5000);
    BOOST_TEST(told(events()) == "1:one 2:two 3:three");
}

BOOST_AUTO_TEST_CASE(a_post_refused_by_the_database_concerns_itself_alone_and_leaves_no_hole) {
    other.run(
        "CREATE TRIGGER refusing BEFORE INSERT ON chat_message FOR EACH ROW "
        "IF NEW.body = 'unbearable' THEN SIGNAL SQLSTATE '45000'; END IF");
    const auto results = chat::post_batch(
        connection, house, {by(ann, "1", "one"), by(ann, "2", "unbearable"), by(ann, "3", "two")});
    BOOST_TEST(told(results) == "1, body_invalid, 2");
    BOOST_TEST(told(events()) == "1:one 2:two");
    BOOST_TEST(told(chat::post(other, house, by(bob, "1", "three"))) == "3");
}

BOOST_AUTO_TEST_CASE(
    a_red_lounge_takes_posts_only_from_proven_age_and_from_declared_age_only_where_the_house_says_so) {
    other.run("UPDATE lounge SET access_level = 'RED_LOUNGE'");
    const struct {
        base::RedLounges house;
        store::Age age;
        const char* outcome;
    } cases[] = {
        {base::RedLounges::verified, store::AgeCategory::over_18, "age_unproven"},
        {base::RedLounges::verified, store::AgeCategory::over_18_red, "age_unproven"},
        {base::RedLounges::declared, store::AgeCategory::over_18, "no_access"},
        {base::RedLounges::declared, store::AgeCategory::over_18_red, "1"},
        {base::RedLounges::verified, {store::AgeCategory::over_18, clock.now()}, "age_unproven"},
        {base::RedLounges::verified, {store::AgeCategory::over_18, clock.now() + base::Millis{1}}, "2"},
        {base::RedLounges::declared, {store::AgeCategory::over_18, clock.now() + base::Millis{1}}, "3"},
    };
    for (const auto& c : cases) {
        config.red_lounges = c.house;
        auto post = by(ann, "r" + std::to_string(&c - cases));
        post.age = c.age;
        BOOST_TEST(told(chat::post(connection, house, post)) == c.outcome);
    }
}

BOOST_AUTO_TEST_CASE(numbers_are_dense_in_each_lounge_over_batches_of_every_size) {
    lift_pace();
    base::Seq here = 0;
    base::Seq there = 0;
    int id = 0;
    for (const int size : {1, 3, 4, 5, 16, 17, 63, 64, 65, 85, 150}) {
        std::vector<chat::Post> batch;
        for (int i = 0; i < size; ++i) {
            batch.push_back(by(i % 2 == 0 ? ann : bob, "d" + std::to_string(++id)));
            if (i % 3 == 2) batch.back().lounge = second_lounge.id;
        }
        const auto results = chat::post_batch(connection, house, batch);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            BOOST_REQUIRE(results[i].ok());
            BOOST_TEST(results[i]->seq == (batch[i].lounge == lounge.id ? ++here : ++there));
        }
    }
    const auto stored = events();
    BOOST_REQUIRE(stored.size() == here);
    for (std::size_t i = 0; i < stored.size(); ++i) BOOST_TEST(stored[i].seq == i + 1);
    BOOST_TEST(store::last_seqs(other, {second_lounge.stream}).at(second_lounge.stream) == there);
}

BOOST_AUTO_TEST_CASE(an_empty_batch_has_no_outcome) {
    BOOST_TEST(chat::post_batch(connection, house, {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
