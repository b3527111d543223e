#include "admin/jobs.h"

#include <boost/test/unit_test.hpp>
#include <future>

#include "core/accounts/guests.h"
#include "core/store/jobs.h"
#include "core/store/lounges.h"
#include "core/store/member_sessions.h"
#include "core/store/presence.h"
#include "core/store/rate_limits.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

using std::chrono::minutes;

struct Cellar {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    db::Connection other{settings};
    support::SteppedClock clock;
    base::Limits limits;
    base::KeyPair secrets{.current = "a secret of the house, long enough", .previous = ""};
    accounts::GuestTokens tokens{secrets};
    accounts::MemberTokens member_tokens{secrets, secrets};

    // A job known to the database, due at once.
    admin::Job job(std::function<std::uint64_t(db::Connection&, base::Time)> work) {
        store::ensure_job(connection, "test", clock.now());
        return {"test", minutes{1}, std::move(work)};
    }
    std::size_t run(const admin::Job& job, std::string_view owner = "one") {
        return admin::run_due_jobs(connection, clock, {job}, owner);
    }
    std::size_t run_house(std::string_view owner = "one") {
        for (const auto& job : admin::house_jobs()) store::ensure_job(connection, job.name, clock.now());
        return admin::run_due_jobs(connection, clock, admin::house_jobs(), owner);
    }
    std::uint64_t jobs_where(const std::string& condition) {
        return support::count(other, "SELECT COUNT(*) FROM job WHERE " + condition);
    }
    auto enter(const std::string& name) {
        return accounts::enter(connection, tokens, clock, limits, {.name = name, .age_category = "18+"});
    }
    bool is_in(const std::string& token) {
        return accounts::authenticate(connection, {tokens, member_tokens}, clock, {.guest = token}).ok();
    }
};

std::uint64_t write_a_row(db::Connection& connection, base::Time now) {
    store::count_hit(connection, "written by a job", minutes{1}, now);
    return 1;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(jobs, Cellar)

BOOST_AUTO_TEST_CASE(guests_whose_time_is_over_are_ended_and_their_names_freed) {
    const auto early = enter("Ana");
    clock.forward(limits.guest_session - base::Millis{1});
    const auto late = enter("Bob");
    run_house();
    BOOST_TEST(!enter("Ana").ok(), "a millisecond early");
    clock.forward(base::Millis{1});
    clock.forward(minutes{1});  // when the job is due again
    run_house();
    BOOST_TEST(!is_in(early->token));
    BOOST_TEST(is_in(late->token));
    BOOST_TEST(enter("Ana").ok());
    BOOST_TEST((enter("Bob").error().code == base::ErrorCode::name_taken));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM temp_session WHERE ended_at IS NOT NULL") ==
               1U);
}

BOOST_AUTO_TEST_CASE(sidecars_unheard_of_and_windows_that_are_over_are_forgotten) {
    store::register_sidecar(connection, "dead", clock.now());
    store::count_hit(connection, "old", minutes{1}, clock.now());
    clock.forward(minutes{2});
    store::register_sidecar(connection, "living", clock.now());
    store::count_hit(connection, "new", minutes{1}, clock.now());
    run_house();
    BOOST_TEST(jobs_where("last_error IS NOT NULL") == 0U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM rate_limit WHERE bucket = 'old'") == 0U);
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM rate_limit WHERE bucket = 'new'") == 1U);
    BOOST_TEST((store::newest_beat(connection) == clock.now()));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM sidecar WHERE name = 'dead'") == 0U);
}

BOOST_AUTO_TEST_CASE(what_people_removed_is_emptied_after_thirty_days) {
    BOOST_REQUIRE(enter("Ana").ok());
    const std::string at = base::to_iso8601(clock.now()).substr(0, 10);
    connection.run("INSERT INTO language_room (id, code, name, position) VALUES (1, 'en', 'English', 1)");
    connection.run(
        "INSERT INTO lounge (id, language_room_id, stream_id, slug, name, position, created_at) "
        "SELECT 1, 1, stream_id, 'en-all', 'All', 1, '" +
        at + "' FROM participant");
    connection.run(
        "INSERT INTO chat_message (lounge_id, seq, participant_id, client_id, moderation_status, body, created_at, removed_at) "
        "SELECT 1, 1, id, 'c1', 'REMOVED', 'regretted', '" +
        at + "', '" + at + "' FROM participant");
    const auto kept = [&] {
        return support::count(connection, "SELECT COUNT(*) FROM chat_message WHERE body = 'regretted'");
    };
    clock.forward(std::chrono::days{28});
    run_house();
    BOOST_TEST(kept() == 1U);
    clock.forward(std::chrono::days{3});
    run_house();
    BOOST_TEST(kept() == 0U);
}

BOOST_AUTO_TEST_CASE(a_job_runs_when_it_is_due_and_not_before) {
    int runs = 0;
    const auto counted =
        job([&](db::Connection&, base::Time) -> std::uint64_t { return static_cast<std::uint64_t>(++runs); });
    BOOST_TEST(run(counted) == 1U);
    BOOST_TEST(run(counted) == 0U);
    clock.forward(minutes{1} - base::Millis{1});
    BOOST_TEST(run(counted) == 0U);
    clock.forward(base::Millis{1});
    BOOST_TEST(run(counted) == 1U);
    BOOST_TEST(runs == 2);
    BOOST_TEST(jobs_where("lease_owner IS NULL AND last_error IS NULL AND fence = 2") == 1U);
}

BOOST_AUTO_TEST_CASE(two_owners_never_run_one_job_at_once) {
    int runs = 0;
    const auto counted =
        job([&](db::Connection&, base::Time) -> std::uint64_t { return static_cast<std::uint64_t>(++runs); });
    const auto fence = store::lease_job(connection, "test", "one", clock.now(), minutes{1});
    BOOST_REQUIRE(fence.has_value());
    BOOST_TEST(admin::run_due_jobs(other, clock, {counted}, "two") == 0U);
    BOOST_TEST(runs == 0);
    clock.forward(minutes{1});
    BOOST_TEST(admin::run_due_jobs(other, clock, {counted}, "two") == 1U, "the one died: its lease ran out");
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(of_two_owners_that_reach_for_a_job_together_one_gets_it) {
    constexpr int rounds = 50;
    job(write_a_row);
    const auto reach = [&](db::Connection& at, std::string_view owner) {
        return store::lease_job(at, "test", owner, clock.now(), minutes{1}).has_value();
    };
    for (int round = 0; round < rounds; ++round) {
        auto two = std::async(std::launch::async, [&] { return reach(other, "two"); });
        const bool one = reach(connection, "one");
        BOOST_TEST(one != two.get());
        clock.forward(minutes{1});
    }
    BOOST_TEST(jobs_where("fence = 50") == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_whose_lease_was_taken_over_writes_nothing) {
    job(write_a_row);
    const auto old_fence = store::lease_job(connection, "test", "one", clock.now(), minutes{1}).value();
    BOOST_TEST(store::hold_fence(connection, "test", old_fence));
    clock.forward(minutes{1});
    const auto fence = store::lease_job(other, "test", "two", clock.now(), minutes{1}).value();
    BOOST_TEST(fence > old_fence);
    BOOST_TEST(!store::hold_fence(connection, "test", old_fence));
    store::finish_job(connection, "test", old_fence, clock.now(), clock.now(), "from the past");
    BOOST_TEST(jobs_where("lease_owner = 'two' AND last_error IS NULL AND last_finished_at IS NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_taken_over_between_two_tries_does_not_try_again) {
    int tries = 0;
    std::future<std::optional<std::uint64_t>> taker;
    db::Connection observer(settings);
    const auto colliding = job([&](db::Connection& inside, base::Time now) -> std::uint64_t {
        ++tries;
        write_a_row(inside, now);
        clock.forward(minutes{1});
        // Waits for the row that this transaction holds, and gets it before this one can come back.
        taker = std::async(std::launch::async,
                           [&] { return store::lease_job(other, "test", "two", clock.now(), minutes{1}); });
        support::wait_until_one_is_blocked(observer);
        throw db::Conflict(1213, "played by the test");
    });
    run(colliding);
    BOOST_TEST(taker.get().has_value());
    BOOST_TEST(tries == 1);
    BOOST_TEST(support::count(observer, "SELECT COUNT(*) FROM rate_limit") == 0U);
    BOOST_TEST(support::count(
                   observer,
                   "SELECT COUNT(*) FROM job WHERE lease_owner = 'two' AND last_finished_at IS NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(a_job_that_fails_is_undone_recorded_and_tried_again_later) {
    bool failing = true;
    const auto job_of_luck = job([&](db::Connection& inside, base::Time now) -> std::uint64_t {
        write_a_row(inside, now);
        if (failing) throw std::runtime_error("no luck " + std::string(600, '!'));
        return 1;
    });
    int others = 0;
    store::ensure_job(connection, "next", clock.now());
    const admin::Job next{"next", minutes{1}, [&](db::Connection&, base::Time) -> std::uint64_t {
                              return static_cast<std::uint64_t>(++others);
                          }};
    BOOST_TEST(admin::run_due_jobs(connection, clock, {job_of_luck, next}, "one") == 2U);
    BOOST_TEST(others == 1, "the jobs after it run all the same");
    BOOST_TEST(jobs_where("name = 'test' AND last_error LIKE 'no luck%' AND lease_owner IS NULL") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM rate_limit") == 0U);
    failing = false;
    BOOST_TEST(run(job_of_luck) == 0U);
    clock.forward(minutes{1});
    BOOST_TEST(run(job_of_luck) == 1U);
    BOOST_TEST(jobs_where("name = 'test' AND last_error IS NULL") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM rate_limit") == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_connection_ends_the_round_and_the_lease_runs_out) {
    db::Connection observer(settings);
    const auto dying = job([&](db::Connection& inside, base::Time now) -> std::uint64_t {
        write_a_row(inside, now);
        support::kill(observer, support::id_of(inside));
        return write_a_row(inside, now);
    });
    BOOST_CHECK_THROW(run(dying), db::ConnectionLost);
    BOOST_TEST(support::count(observer, "SELECT COUNT(*) FROM rate_limit") == 0U);
    const admin::Job well{"test", minutes{1}, write_a_row};
    BOOST_TEST(admin::run_due_jobs(other, clock, {well}, "two") == 0U);
    clock.forward(minutes{1});
    BOOST_TEST(admin::run_due_jobs(other, clock, {well}, "two") == 1U);
}

BOOST_AUTO_TEST_CASE(whoever_is_quiet_is_away_after_five_minutes_and_offline_after_ten) {
    const auto entered = enter("Ana").value();
    const auto availability = [&] {
        auto rows = other.query("SELECT availability FROM participant");
        return rows.next() ? rows.text(0) : std::string();
    };
    const auto after = [&](base::Millis quiet) {
        store::touch(connection, entered.participant, clock.now());
        clock.forward(quiet);
        run_house();
        return availability();
    };
    BOOST_TEST(after(minutes{4}) == "ONLINE");
    BOOST_TEST(after(minutes{5}) == "AWAY");
    BOOST_TEST(after(minutes{10}) == "OFFLINE");
    store::touch(connection, entered.participant, clock.now());
    BOOST_TEST(availability() == "ONLINE");
}

BOOST_AUTO_TEST_CASE(in_a_lounge_nobody_is_offline_and_whom_it_has_as_awake_not_even_away) {
    const auto who = enter("Ana").value().participant;
    const auto availability = [&] {
        run_house();
        auto rows = other.query("SELECT availability FROM participant");
        return rows.next() ? rows.text(0) : std::string();
    };
    const auto here = store::register_sidecar(connection, "ws1", clock.now());
    const auto there = store::register_sidecar(connection, "ws2", clock.now());
    store::add_language_room(connection, {.id = {}, .code = "en", .name = "English", .right_to_left = false},
                             1);
    store::add_lounge(connection,
                      {.language_code = "en", .slug = "en-all", .name = "All", .country = "", .position = 1},
                      clock.now());
    const auto lounge = store::find_lounge(connection, "en-all")->id;
    const auto quiet = [&](int time) {
        for (int i = 0; i < time; ++i) {
            clock.forward(minutes{1});
            for (const auto& sidecar : {here, there}) store::beat(connection, sidecar, clock.now());
        }
    };
    store::touch(connection, who, clock.now());
    store::add_present(connection, here.id, {{lounge, who, true}});
    store::add_present(connection, there.id, {{lounge, who, false}});
    quiet(20);
    BOOST_TEST(availability() == "ONLINE");
    store::add_present(connection, there.id, {{lounge, who, true}});
    BOOST_TEST(availability() == "ONLINE", "the job's turn is to come");
    quiet(1);
    BOOST_TEST(availability() == "AWAY");
    quiet(20);
    BOOST_TEST(availability() == "AWAY");
    store::remove_present(connection, here.id, {{lounge, who}});
    quiet(1);
    BOOST_TEST(availability() == "AWAY");
    store::remove_present(connection, there.id, {{lounge, who}});
    quiet(1);
    BOOST_TEST(availability() == "OFFLINE");
}

BOOST_AUTO_TEST_CASE(the_house_is_counted_each_minute_whoever_of_two_does_it) {
    const auto counted = [&](const std::string& what) {
        return support::count(
            other,
            "SELECT " + what + " FROM house_sample WHERE step = 'FINE' AND members_online IS NOT NULL");
    };
    run_house("one");
    BOOST_TEST(counted("COUNT(*)") == 1U);
    BOOST_REQUIRE(enter("Ana").ok());
    run_house("two");
    BOOST_TEST(counted("SUM(guests_entered)") == 0U, "it is not due");
    clock.forward(minutes{1});
    run_house("two");
    BOOST_TEST(counted("COUNT(*)") == 1U);
    BOOST_TEST(counted("SUM(guests_entered)") == 1U);
    clock.forward(minutes{5});
    run_house("one");
    BOOST_TEST(counted("COUNT(*)") == 2U);
    BOOST_TEST(counted("SUM(guests_entered)") == 1U);
    BOOST_TEST(jobs_where("last_error IS NOT NULL") == 0U);
}

BOOST_AUTO_TEST_CASE(sessions_that_are_over_and_phones_whose_ban_has_ended_are_forgotten_and_no_others) {
    connection.run("INSERT INTO user (created_at, updated_at, verified_at) VALUES (NOW(), NOW(), NOW())");
    const auto user = base::UserId{support::count(other, "SELECT MAX(id) FROM user")};
    for (const auto& length : {minutes{1}, minutes{60 * 24 * 30}}) {
        store::add_member_session(connection, {.user = user,
                                               .stay = false,
                                               .device = "x",
                                               .place = "x",
                                               .second_step_taken = false,
                                               .now = clock.now(),
                                               .expires_at = clock.now() + length});
    }
    for (const char* hash : {"a", "b"}) {
        connection.execute("INSERT INTO phone_index (phone_hash, key_id, expires_at) VALUES (?, 1, ?)",
                           std::string(32, *hash), *hash == 'a' ? "2026-01-02" : "2030-01-01");
    }
    run_house();
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM session") == 2U);
    clock.forward(minutes{60 * 24 * 2});
    run_house();
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM session") == 1U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM phone_index") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
