#include "admin/job_steps.h"

#include <boost/test/unit_test.hpp>

#include "admin/jobs.h"
#include "core/store/rate_limits.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

bool write_a_row(db::Connection& connection, base::Time now) {
    store::count_hit(connection, "written by a step", minutes{60}, now);
    return true;
}

struct Workshop {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    db::Connection other{settings};
    support::SteppedClock clock;

    std::size_t run(admin::SteppedWork work) {
        const admin::Job job{"test", minutes{5}, std::move(work)};
        store::ensure_job(connection, "test", clock.now());
        return admin::run_due_jobs(connection, clock, {job}, "one");
    }
    std::uint64_t hits() { return support::count(other, "SELECT COALESCE(SUM(hits), 0) FROM rate_limit"); }
    std::uint64_t jobs_where(const std::string& condition) {
        return support::count(other, "SELECT COUNT(*) FROM job WHERE " + condition);
    }
    bool taken_over() { return store::lease_job(other, "test", "two", clock.now(), minutes{1}).has_value(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(job_steps, Workshop)

BOOST_AUTO_TEST_CASE(each_step_is_committed_by_itself) {
    run([&](admin::JobSteps& steps) -> std::uint64_t {
        steps.take(write_a_row);
        BOOST_TEST(hits() == 1U, "others see it while the job goes on");
        BOOST_CHECK_THROW(steps.take([&](db::Connection& inside, base::Time now) -> bool {
            write_a_row(inside, now);
            throw std::runtime_error("half way");
        }),
                          std::runtime_error);
        BOOST_TEST(hits() == 1U);
        return 1;
    });
    BOOST_TEST(jobs_where("last_error IS NULL AND lease_owner IS NULL AND last_finished_at IS NOT NULL") ==
               1U);
}

BOOST_AUTO_TEST_CASE(what_a_step_finds_is_handed_back) {
    run([&](admin::JobSteps& steps) -> std::uint64_t {
        BOOST_TEST(steps.take([](db::Connection&, base::Time) { return std::string("found"); }) == "found");
        BOOST_TEST((steps.now() == clock.now()));
        return 0;
    });
}

BOOST_AUTO_TEST_CASE(after_a_take_over_no_step_is_taken_and_nothing_is_reported) {
    bool went_on = false;
    run([&](admin::JobSteps& steps) -> std::uint64_t {
        steps.take(write_a_row);
        clock.forward(minutes{1});
        BOOST_TEST(taken_over());
        steps.take(write_a_row);
        went_on = true;
        return 1;
    });
    BOOST_TEST(!went_on);
    BOOST_TEST(hits() == 1U);
    BOOST_TEST(jobs_where("lease_owner = 'two' AND last_finished_at IS NULL AND last_error IS NULL") == 1U);
}

BOOST_AUTO_TEST_CASE(a_long_run_keeps_its_lease_as_long_as_it_takes_steps) {
    run([&](admin::JobSteps& steps) -> std::uint64_t {
        for (int i = 0; i < 5; ++i) {
            clock.forward(seconds{40});
            steps.take(write_a_row);
            BOOST_TEST(!taken_over());
        }
        return 5;
    });
    BOOST_TEST(hits() == 5U);
}

BOOST_AUTO_TEST_CASE(a_step_that_fails_has_not_kept_the_lease) {
    run([&](admin::JobSteps& steps) -> std::uint64_t {
        clock.forward(seconds{40});
        BOOST_CHECK_THROW(
            steps.take([](db::Connection&, base::Time) -> bool { throw std::runtime_error("half way"); }),
            std::runtime_error);
        steps.take(write_a_row);
        clock.forward(seconds{40});
        BOOST_TEST(!taken_over(), "the next one has");
        return 1;
    });
}

BOOST_AUTO_TEST_CASE(a_failing_job_is_recorded) {
    run([](admin::JobSteps&) -> std::uint64_t { throw std::runtime_error("no luck"); });
    BOOST_TEST(jobs_where("last_error = 'no luck' AND lease_owner IS NULL") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
