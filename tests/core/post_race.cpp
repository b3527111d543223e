// Posting while others post, while locks cross and while connections die: real threads, real locks, in an order that the server confirms.
#include <boost/test/unit_test.hpp>
#include <future>

#include "core/chat/post.h"
#include "core/db/transaction.h"
#include "core/store/events.h"
#include "core/store/messages.h"
#include "tests/core/talk.h"

using support::Talk;
using support::told;

namespace {

struct Race : Talk {
    db::Connection observer{settings};
    const std::uint64_t id = support::id_of(connection);

    Race() { lift_pace(); }

    // Posts on `connection` in a thread of its own.
    auto post_aside(std::vector<chat::Post> batch) {
        return std::async(std::launch::async, [this, batch = std::move(batch)] {
            return chat::post_batch(connection, house, batch);
        });
    }

    // What another program has stored but not committed, under the lock of the lounge's stream.
    void store_uncommitted(base::ParticipantId author, std::string_view client_id, std::string_view body) {
        auto seqs = store::lock_streams(other, {lounge.stream});
        const auto seq = ++seqs.at(lounge.stream);
        const auto ids = store::add_messages(other, {{.lounge = lounge.id,
                                                      .seq = seq,
                                                      .author = author,
                                                      .client_id = client_id,
                                                      .body = body,
                                                      .format = {},
                                                      .reply_to = std::nullopt,
                                                      .at = clock.now()}});
        store::add_events(other, {{.stream = lounge.stream,
                                   .seq = seq,
                                   .kind = "message",
                                   .message = ids.at(0),
                                   .payload = std::nullopt,
                                   .at = clock.now()}});
        store::set_last_seqs(other, seqs);
    }

    std::string seen() { return told(store::events_after(observer, lounge.stream, 0, 1000)); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(post_race, Race)

BOOST_AUTO_TEST_CASE(a_writer_waits_for_one_that_has_not_committed_so_that_readers_never_see_a_hole) {
    db::Transaction first(other);
    store_uncommitted(bob, "b1", "first");
    auto second = post_aside({by(ann, "a1", "second")});
    support::wait_until_one_is_blocked(observer);
    BOOST_TEST(seen() == "");
    first.commit();
    BOOST_TEST(told(second.get()) == "2");
    BOOST_TEST(seen() == "1:first 2:second");
}

BOOST_AUTO_TEST_CASE(a_writer_that_gives_up_leaves_its_number_to_the_next) {
    std::future<std::vector<base::Result<chat::Posted>>> second;
    {
        db::Transaction first(other);
        store_uncommitted(bob, "b1", "first");
        second = post_aside({by(ann, "a1", "second")});
        support::wait_until_one_is_blocked(observer);
    }
    BOOST_TEST(told(second.get()) == "1");
    BOOST_TEST(seen() == "1:second");
}

BOOST_AUTO_TEST_CASE(a_reader_beside_two_busy_writers_never_meets_a_hole) {
    constexpr int batches = 40;
    const auto write = [&](db::Connection& door, base::ParticipantId author) {
        for (int i = 0; i < batches; ++i) {
            const std::string n = std::to_string(i);
            chat::post_batch(door, house, {by(author, "x" + n), by(author, "y" + n)});
        }
    };
    auto one = std::async(std::launch::async, [&] { write(connection, ann); });
    auto two = std::async(std::launch::async, [&] { write(other, bob); });
    base::Seq last = 0;
    const auto poll = [&] {
        for (const auto& event : store::events_after(observer, lounge.stream, last, 1000)) {
            if (event.seq != last + 1) throw std::runtime_error("a hole before " + std::to_string(event.seq));
            last = event.seq;
        }
    };
    const auto both_ended = [&] {
        for (auto* writer : {&one, &two}) {
            if (writer->wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
        }
        return true;
    };
    while (!both_ended()) BOOST_REQUIRE_NO_THROW(poll());
    one.get();
    two.get();
    poll();
    BOOST_TEST(last == 4U * batches);
}

BOOST_AUTO_TEST_CASE(
    a_post_that_races_its_own_retry_is_stored_once_and_the_others_of_its_batch_follow_without_a_hole) {
    db::Transaction first(other);
    store_uncommitted(ann, "same", "first");
    auto batch = post_aside({by(bob, "b1", "before"), by(ann, "same", "first"), by(bob, "b2", "after")});
    support::wait_until_one_is_blocked(observer);
    first.commit();
    BOOST_TEST(told(batch.get()) == "2, 1 again, 3");
    BOOST_TEST(seen() == "1:first 2:before 3:after");
    BOOST_TEST(told(chat::post(other, house, by(bob, "b3", "next"))) == "4");
}

BOOST_AUTO_TEST_CASE(a_deadlock_replays_the_whole_batch) {
    const int asked_before = clock.asked();
    db::Transaction crossing(other);
    // The server gives up the transaction that has changed least: this one has changed more.
    for (int i = 0; i < 50; ++i)
        other.run("INSERT INTO sidecar (name, seen_at) VALUES ('s" + std::to_string(i) + "', NOW(3))");
    store::lock_streams(other, {lounge.stream});
    auto batch = post_aside({by(ann, "a1", "one"), by(bob, "b1", "two")});
    support::wait_until_one_is_blocked(observer);  // holds the people, wants the stream
    other.run("UPDATE participant SET last_seen_at = NOW(3) WHERE id = " +
              std::to_string(ann.value));  // holds the stream, wants a person
    crossing.commit();
    BOOST_TEST(told(batch.get()) == "1, 2");
    BOOST_TEST(clock.asked() - asked_before == 2, "each try asks the clock once");
    BOOST_TEST(seen() == "1:one 2:two");
}

BOOST_AUTO_TEST_CASE(a_ban_and_a_post_cannot_cross) {
    db::Transaction ban(other);
    other.run("UPDATE participant SET status = 'BANNED' WHERE id = " + std::to_string(ann.value));
    auto posted = post_aside({by(ann, "a1")});
    support::wait_until_one_is_blocked(observer);
    ban.commit();
    BOOST_TEST(told(posted.get()) == "banned");
    BOOST_TEST(seen() == "");
}

BOOST_AUTO_TEST_CASE(
    a_connection_that_dies_within_a_batch_is_reported_and_the_same_batch_can_be_posted_again) {
    const std::vector<chat::Post> batch{by(ann, "a1", "one"), by(bob, "b1", "two")};
    std::future<std::vector<base::Result<chat::Posted>>> lost;
    {
        db::Transaction holding(other);
        store::lock_streams(other, {lounge.stream});
        lost = post_aside(batch);
        support::wait_until_one_is_blocked(observer);
        support::kill(observer, id);
        BOOST_CHECK_THROW(lost.get(), db::ConnectionLost);
    }
    BOOST_TEST(connection.lost());
    db::Connection fresh(settings);
    BOOST_TEST(told(chat::post_batch(fresh, house, batch)) == "1, 2");
    BOOST_TEST(told(chat::post_batch(fresh, house, batch)) == "1 again, 2 again",
               "as when COMMIT took effect and its answer was lost");
    BOOST_TEST(seen() == "1:one 2:two");
}

BOOST_AUTO_TEST_CASE(a_commit_on_a_dead_connection_is_never_taken_for_done) {
    {
        db::Transaction transaction(other);
        store_uncommitted(ann, "a1", "lost");
        support::kill(observer, support::id_of(other));
        BOOST_CHECK_THROW(transaction.commit(), db::ConnectionLost);
    }
    BOOST_TEST(other.lost());
    BOOST_TEST(seen() == "");
    BOOST_TEST(told(chat::post(connection, house, by(ann, "a1", "lost"))) == "1");
    BOOST_TEST(seen() == "1:lost");
}

BOOST_AUTO_TEST_SUITE_END()
