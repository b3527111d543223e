#include "ws/writer.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "core/accounts/guests.h"
#include "core/store/lounges.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"
#include "tests/ws/loop.h"

namespace {

constexpr const char* locking_everybody = "SELECT COUNT(*) FROM participant FOR UPDATE";

// Answers as they come to the loop: "a=1 b=2 c=body_empty".
struct Desk : support::Loop {
    base::Config config;
    support::SteppedClock clock;
    chat::House house{clock, config};
    std::string folder;
    db::Connection observer;
    store::Lounge lounge;
    base::ParticipantId ann;
    std::unique_ptr<chat::HintReceiver> neighbour;
    std::unique_ptr<chat::HintSender> hints;
    std::string answers;
    std::vector<std::size_t> batches;

    Desk() : folder(scratch()), observer(config.database = support::seeded_database()) {
        config.limits.posts = 1'000'000;
        lounge = *store::find_lounge(observer, "en-us");
        const accounts::GuestTokens tokens({"0123456789abcdef0123456789abcdef", ""});
        ann = accounts::enter(observer, tokens, clock, config.limits, {"ann", "18+"}).value().participant;
        neighbour = std::make_unique<chat::HintReceiver>(folder, "ws2");
        hints = std::make_unique<chat::HintSender>(folder, "ws1");
    }
    ~Desk() { std::filesystem::remove_all(folder); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    static std::string scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "writer-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }

    ws::Writer::Answer write_down = [this](const std::vector<ws::Letter>& letters,
                                           ws::Writer::Outcomes& outcomes) {
        BOOST_REQUIRE(letters.size() == outcomes.size());
        batches.push_back(letters.size());
        for (std::size_t i = 0; i < letters.size(); ++i) {
            answers += (answers.empty() ? "" : " ") + letters[i].id + "=" +
                       (outcomes[i] ? std::to_string(outcomes[i]->seq)
                                    : std::string(base::wire_code(outcomes[i].error().code)));
        }
    };
    ws::Letter letter(const std::string& id, std::string body = "hello") const {
        return {.sender = 1,
                .lounge = "en-us",
                .id = id,
                .deed = chat::Post{.author = ann,
                                   .age = store::AgeCategory::over_18,
                                   .lounge = lounge.id,
                                   .client_id = id,
                                   .body = std::move(body),
                                   .reply_to = std::nullopt},
                .handed_in = clock.now()};
    }
    void wait_for(const std::string& text) {
        until([&] { return answers.size() >= text.size(); });
        BOOST_TEST(answers == text);
    }
    std::uint64_t stored() { return support::count(observer, "SELECT COUNT(*) FROM chat_message"); }
    // Before the writer begins.
    void lose_the_database() { config.database.socket = "/nonexistent/mysqld.sock"; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(writer, Desk)

BOOST_AUTO_TEST_CASE(each_letter_is_answered_once_and_in_order_and_what_is_accepted_is_stored) {
    ws::Writer writer(house, *hints, mailbox, write_down);
    std::string expected;
    for (int i = 1; i <= 100; ++i) {
        BOOST_REQUIRE(writer.hand_in(letter("c" + std::to_string(i))));
        expected += (i == 1 ? "c" : " c") + std::to_string(i) + "=" + std::to_string(i);
    }
    wait_for(expected);
    BOOST_TEST(stored() == 100U);
    BOOST_TEST(writer.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_refused_letter_spoils_none_beside_it) {
    ws::Writer writer(house, *hints, mailbox, write_down);
    for (const auto& [id, body] : {std::pair{"a", "one"}, {"b", " "}, {"a", "one"}, {"c", "two"}})
        BOOST_REQUIRE(writer.hand_in(letter(id, body)));
    wait_for("a=1 b=body_empty a=1 c=2");
    BOOST_TEST(stored() == 2U);
}

BOOST_AUTO_TEST_CASE(what_waits_goes_together_in_batches_of_bounded_size) {
    config.limits.batch_posts = 4;
    // The lock holds the first batch up until all the others wait.
    observer.run("START TRANSACTION");
    support::count(observer, locking_everybody);
    ws::Writer writer(house, *hints, mailbox, write_down);
    BOOST_REQUIRE(writer.hand_in(letter("first")));
    while (writer.waiting() > 0) std::this_thread::yield();
    for (int i = 0; i < 10; ++i) BOOST_REQUIRE(writer.hand_in(letter("c" + std::to_string(i))));
    observer.run("COMMIT");
    until([&] { return batches.size() >= 4; });
    BOOST_TEST((batches == std::vector<std::size_t>{1, 4, 4, 2}));
}

BOOST_AUTO_TEST_CASE(the_other_sidecars_hear_how_far_the_stream_has_come) {
    ws::Writer writer(house, *hints, mailbox, write_down);
    BOOST_REQUIRE(writer.hand_in(letter("a")));
    wait_for("a=1");
    chat::HintSender(folder).send({base::StreamId{999}, 9});  // so that a missing one does not hang the test
    const auto hint = neighbour->wait();
    BOOST_REQUIRE(hint.has_value());
    BOOST_TEST(hint->stream.value == lounge.stream.value);
    BOOST_TEST(hint->seq == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_in_the_middle_costs_no_post_and_doubles_none) {
    ws::Writer writer(house, *hints, mailbox, write_down);
    BOOST_REQUIRE(writer.hand_in(letter("a")));
    wait_for("a=1");
    db::Connection other(config.database);
    other.run("START TRANSACTION");
    support::count(other, locking_everybody);
    BOOST_REQUIRE(writer.hand_in(letter("b")));
    support::wait_until_one_is_blocked(observer);
    const auto blocked = support::count(
        observer,
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id NOT IN (CONNECTION_ID(), " +
            std::to_string(support::id_of(other)) + ")");
    support::kill(observer, blocked);
    other.run("COMMIT");
    wait_for("a=1 b=2");
    BOOST_TEST(stored() == 2U);
}

BOOST_AUTO_TEST_CASE(without_a_database_the_queue_is_bounded_and_the_patience_too) {
    lose_the_database();
    config.limits.queued_posts = 3;
    config.limits.batch_posts = 1;
    ws::Writer writer(house, *hints, mailbox, write_down);
    BOOST_REQUIRE(writer.hand_in(letter("a")));
    while (writer.waiting() > 0) std::this_thread::yield();
    for (const char* id : {"b", "c", "d"}) BOOST_TEST(writer.hand_in(letter(id)), id);
    BOOST_TEST(!writer.hand_in(letter("e")), "a is being tried, three wait");
    BOOST_TEST(writer.waiting() == 3U);
    clock.forward(config.limits.post_patience);
    clock.forward(base::Millis{1});
    wait_for("a=unavailable b=unavailable c=unavailable d=unavailable");
    BOOST_TEST(writer.hand_in(letter("e")), "there is room again");
}

BOOST_AUTO_TEST_CASE(what_was_handed_in_before_the_end_is_still_stored) {
    {
        ws::Writer writer(house, *hints, mailbox, write_down);
        for (int i = 0; i < 50; ++i) BOOST_REQUIRE(writer.hand_in(letter("c" + std::to_string(i))));
    }
    BOOST_TEST(stored() == 50U);
}

BOOST_AUTO_TEST_CASE(without_a_database_it_ends_all_the_same) {
    lose_the_database();
    {
        ws::Writer writer(house, *hints, mailbox, write_down);
        BOOST_REQUIRE(writer.hand_in(letter("a")));
    }
    BOOST_TEST(mailbox.take().size() == 1U, "told as refused");
}

BOOST_AUTO_TEST_SUITE_END()
