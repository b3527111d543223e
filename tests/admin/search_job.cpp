// The index is filled by the jobs process, beside those who post.
#include "admin/search_job.h"

#include <boost/test/unit_test.hpp>

#include "core/chat/search.h"
#include "core/chat/search_index.h"
#include "core/db/transaction.h"
#include "tests/core/talk.h"

namespace {

struct Cellar : support::Talk {
    chat::WordBreaker breaker;
    unsigned said = 0;

    Cellar() {
        lift_pace();
        store::ensure_job(connection, "index-search", clock.now());
    }
    void say(const std::string& body) {
        BOOST_REQUIRE(chat::post(connection, house, by(ann, "j" + std::to_string(++said), body)).ok());
    }
    void run(const std::string& owner = "one") {
        BOOST_TEST(admin::run_due_jobs(other, clock, {admin::search_job()}, owner) == 1U);
        clock.forward(std::chrono::seconds{1});
    }
    // Said elsewhere, all at once.
    void flood(unsigned messages) {
        const std::string id = std::to_string(lounge.id.value);
        const std::string stream = std::to_string(lounge.stream.value);
        const std::string count = std::to_string(messages);
        other.run(
            "INSERT INTO chat_message (lounge_id, seq, participant_id, client_id, body, created_at) SELECT " +
            id + ", seq, " + std::to_string(ann.value) +
            ", CONCAT('old-', seq), 'old', NOW(3) FROM seq_1_to_" + count);
        other.run("INSERT INTO event (stream_id, seq, kind, message_id, created_at) SELECT " + stream +
                  ", seq, 'message', id, created_at FROM chat_message");
        other.run("UPDATE stream SET last_seq = " + count + " WHERE id = " + stream);
    }
    std::uint64_t indexed() { return support::count(other, "SELECT COUNT(*) FROM search_document"); }
    std::size_t found(const std::string& words) {
        const auto query = chat::parse_query(breaker, words, config.limits);
        return chat::search(connection, breaker, lounge.id, query, 1'000'000, config.limits).found.size();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(search_job, Cellar)

BOOST_AUTO_TEST_CASE(what_was_said_is_found_after_the_next_run) {
    say("needle in the hay");
    BOOST_TEST(found("needle") == 0U);
    run();
    BOOST_TEST(found("needle") == 1U);
    say("another needle");
    run("two");
    BOOST_TEST(found("needle") == 2U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM job WHERE last_error IS NOT NULL") == 0U);
}

BOOST_AUTO_TEST_CASE(a_long_past_is_indexed_over_several_runs) {
    flood(2500);
    run();
    BOOST_TEST(indexed() > 0U);
    BOOST_TEST(indexed() < 2500U);
    for (int i = 0; i < 3; ++i) run();
    BOOST_TEST(indexed() == 2500U);
}

BOOST_AUTO_TEST_CASE(while_a_flood_goes_on_little_is_indexed_and_all_of_it_afterwards) {
    const std::vector<admin::Job> jobs{admin::search_job()};
    const auto one_second = [&] {
        BOOST_TEST(admin::run_due_jobs(other, clock, jobs, "one") == 1U);
        clock.forward(std::chrono::seconds{1});
    };
    one_second();
    flood(1000);
    one_second();
    BOOST_TEST(indexed() == 25U);
    one_second();
    BOOST_TEST(indexed() == 1000U);
}

BOOST_AUTO_TEST_CASE(who_posts_waits_for_no_lock_of_the_index) {
    say("before");
    db::Transaction indexing(other);
    auto progress = store::index_progress(other);
    for (auto& one : progress) (void)chat::index_next(other, breaker, one, config.limits);
    connection.run("SET SESSION innodb_lock_wait_timeout = 1");
    say("while the index is being written");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM chat_message") == 2U);
    indexing.commit();
}

BOOST_AUTO_TEST_SUITE_END()
