#include "ws/mailbox.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <thread>

namespace {

void run(std::vector<ws::Done> all) {
    for (auto& done : all) done();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mailbox)

BOOST_AUTO_TEST_CASE(what_was_posted_is_taken_once_and_in_order) {
    ws::Mailbox mailbox([] {});
    std::string seen;
    for (const char letter : std::string("abc")) mailbox.post([&seen, letter] { seen += letter; });
    BOOST_TEST(seen.empty(), "it runs with whoever takes it, not with whoever posts it");
    run(mailbox.take());
    BOOST_TEST(seen == "abc");
    BOOST_TEST(mailbox.take().empty());
}

BOOST_AUTO_TEST_CASE(the_loop_is_woken_when_the_thing_can_be_taken) {
    ws::Mailbox* waking = nullptr;
    std::size_t taken = 0;
    ws::Mailbox mailbox([&] { taken += waking->take().size(); });
    waking = &mailbox;
    for (std::size_t i = 1; i <= 3; ++i) {
        mailbox.post([] {});
        BOOST_TEST(taken == i);
    }
}

BOOST_AUTO_TEST_CASE(what_is_posted_by_something_that_runs_waits_for_the_next_time) {
    ws::Mailbox mailbox([] {});
    std::string seen;
    mailbox.post([&] {
        seen += "first ";
        mailbox.post([&] { seen += "second"; });
    });
    run(mailbox.take());
    BOOST_TEST(seen == "first ");
    run(mailbox.take());
    BOOST_TEST(seen == "first second");
}

BOOST_AUTO_TEST_CASE(nothing_of_many_threads_is_lost_or_doubled_and_each_thread_keeps_its_order) {
    constexpr int threads = 4;
    constexpr int posts = 5'000;
    std::mutex mutex;
    std::condition_variable woken;
    std::size_t calls = 0;
    ws::Mailbox mailbox([&] {
        const std::scoped_lock guard(mutex);
        ++calls;
        woken.notify_one();
    });
    std::vector<std::vector<int>> seen(threads);
    std::vector<std::thread> posting;
    for (int who = 0; who < threads; ++who) {
        posting.emplace_back([&, who] {
            for (int i = 0; i < posts; ++i) mailbox.post([&seen, who, i] { seen[who].push_back(i); });
        });
    }
    // A loop that sleeps until it is woken: a post without a call to wake would hang it.
    for (std::size_t taken = 0, heard = 0; taken < threads * posts;) {
        {
            std::unique_lock lock(mutex);
            woken.wait(lock, [&] { return calls > heard; });
            heard = calls;
        }
        auto all = mailbox.take();
        taken += all.size();
        run(std::move(all));
    }
    for (auto& thread : posting) thread.join();
    BOOST_TEST(calls == static_cast<std::size_t>(threads * posts));
    for (const auto& numbers : seen) {
        BOOST_REQUIRE(numbers.size() == static_cast<std::size_t>(posts));
        for (int i = 0; i < posts; ++i) BOOST_REQUIRE(numbers[i] == i);
    }
}

BOOST_AUTO_TEST_CASE(what_nobody_took_is_let_go_of_with_the_mailbox) {
    const auto held = std::make_shared<int>(1);
    {
        ws::Mailbox mailbox([] {});
        mailbox.post([held] {});
        BOOST_TEST(held.use_count() == 2);
    }
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
