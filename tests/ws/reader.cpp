#include "ws/reader.h"

#include <boost/test/unit_test.hpp>
#include <future>

#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/ws/loop.h"

namespace {

struct Room : support::Loop {
    base::DatabaseSettings settings = support::empty_database();
    db::Connection observer{settings};
    std::string seen;  // by the loop's thread
    std::atomic<int> greeted = 0;
    ws::Reader::Greet greet = [this](db::Connection&) { ++greeted; };

    // A task that gives back one word.
    ws::Reader::Task say(std::string word) {
        return [this, word = std::move(word)](db::Connection&) -> ws::Done {
            return [this, word] { seen += word; };
        };
    }
    void wait_for(const std::string& text) {
        until([&] { return seen.size() >= text.size(); });
        BOOST_TEST(seen == text);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reader, Room)

BOOST_AUTO_TEST_CASE(tasks_run_one_after_the_other_in_their_order) {
    ws::Reader reader(settings, mailbox, greet);
    std::string expected;
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        reader.submit(say({letter}));
        expected += letter;
    }
    wait_for(expected);
    BOOST_TEST(greeted == 1);
}

BOOST_AUTO_TEST_CASE(tasks_run_on_another_thread_and_what_they_return_on_the_loops) {
    ws::Reader reader(settings, mailbox, greet);
    std::thread::id of_task;
    std::thread::id of_done;
    reader.submit([&](db::Connection& connection) -> ws::Done {
        return [&, number = support::count(connection, "SELECT 41 + 1"), task = std::this_thread::get_id()] {
            of_task = task;
            of_done = std::this_thread::get_id();
            seen = std::to_string(number);
        };
    });
    wait_for("42");
    BOOST_TEST((of_done == std::this_thread::get_id()));
    BOOST_TEST((of_task != of_done));
}

BOOST_AUTO_TEST_CASE(a_task_may_return_nothing) {
    ws::Reader reader(settings, mailbox, greet);
    reader.submit([](db::Connection&) -> ws::Done { return {}; });
    reader.submit(say("next"));
    wait_for("next");
}

BOOST_AUTO_TEST_CASE(a_task_that_fails_is_told_once_and_holds_up_nobody) {
    ws::Reader reader(settings, mailbox, greet);
    const auto fail = [](db::Connection& connection) -> ws::Done {
        connection.run("SELECT nonsense FROM nowhere");
        return {};
    };
    reader.submit(say("a"));
    reader.submit(fail, [this] { seen += "!"; });
    reader.submit(fail);
    reader.submit([](db::Connection&) -> ws::Done { throw std::runtime_error("of another kind"); },
                  [this] { seen += "?"; });
    reader.submit(say("b"));
    wait_for("a!?b");
    BOOST_TEST(greeted == 1, "the connection is still good");
}

BOOST_AUTO_TEST_CASE(when_the_connection_is_lost_the_task_runs_again_on_a_new_one_that_was_greeted) {
    ws::Reader reader(settings, mailbox, greet);
    std::atomic<int> runs = 0;
    reader.submit(
        [&](db::Connection& connection) -> ws::Done {
            const int run = ++runs;
            const auto id = support::id_of(connection);
            if (run == 1) support::kill(observer, id);
            const auto one = support::count(connection, "SELECT 1");
            return [&, run, one] { seen += "run " + std::to_string(run) + ": " + std::to_string(one); };
        },
        [this] { seen += "failed"; });
    reader.submit(say(" next"));
    wait_for("run 2: 1 next");
    BOOST_TEST(greeted == 2);
}

BOOST_AUTO_TEST_CASE(tasks_wait_while_the_database_is_away_and_run_when_it_is_back) {
    std::atomic<int> refused = 0;
    ws::Reader reader(settings, mailbox, [&](db::Connection&) {
        if (++refused <= 2) throw db::ConnectionLost(2013, "away");
    });
    reader.submit(say("at last"), [this] { seen += "failed"; });
    wait_for("at last");
    BOOST_TEST(refused == 3);
}

BOOST_AUTO_TEST_CASE(it_counts_what_waits_and_ends_without_running_it) {
    std::promise<void> begun;
    std::promise<void> go_on;
    const auto held = std::make_shared<int>(1);
    {
        ws::Reader reader(settings, mailbox, greet);
        BOOST_TEST(reader.waiting() == 0U);
        reader.submit([&](db::Connection&) -> ws::Done {
            begun.set_value();
            go_on.get_future().wait();
            return {};
        });
        begun.get_future().wait();
        for (int i = 0; i < 3; ++i) {
            reader.submit([this, held](db::Connection&) -> ws::Done { return [this] { seen += "late"; }; });
        }
        BOOST_TEST(reader.waiting() == 4U, "the one that runs, and three");
        BOOST_TEST(held.use_count() == 4);
        go_on.set_value();
    }
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
