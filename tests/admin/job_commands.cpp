#include "admin/job_commands.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/store/jobs.h"
#include "tests/support/database.h"
#include "tests/support/stepped_clock.h"

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

struct Roster {
    db::Connection connection{support::fresh_database()};
    support::SteppedClock clock;

    admin::Answer answer() { return admin::list_jobs(store::all_jobs(connection), clock.now()); }
    std::string list() { return answer().text; }
    // Runs for a minute, every hour.
    void run(const char* name, const std::string& error = "") {
        const auto fence = store::lease_job(connection, name, "one", clock.now(), minutes{1}).value();
        store::finish_job(connection, name, fence, clock.now(), clock.now() + minutes{60}, error);
    }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(job_commands, Roster)

BOOST_AUTO_TEST_CASE(each_job_is_listed_with_what_became_of_it) {
    BOOST_TEST(list() == "No job has run yet.\n");
    BOOST_TEST(answer().document == json::array());
    for (const char* name : {"due", "failed", "running", "well"})
        store::ensure_job(connection, name, clock.now());
    run("failed", "no luck\nat \x1b[31mall");
    run("well");
    clock.forward(seconds{90});
    store::lease_job(connection, "running", "two", clock.now(), minutes{1});
    const auto text = list();
    BOOST_TEST(has(text, "due                          due for 90 s   last never\n"), text);
    BOOST_TEST(
        has(text, "failed                       in 58 min      last 90 s ago  FAILED: no luck at  [31mall\n"),
        text);
    BOOST_TEST(has(text, "running                      running        last never\n"), text);
    BOOST_TEST(has(text, "well                         in 58 min      last 90 s ago\n"), text);
    clock.forward(minutes{2});
    BOOST_TEST(has(list(), "running                      due for 3 min"), "its lease is over");
}

BOOST_AUTO_TEST_CASE(the_list_as_json_has_times_and_owners) {
    store::ensure_job(connection, "one", clock.now());
    run("one", "no luck");
    store::ensure_job(connection, "two", clock.now());
    store::lease_job(connection, "two", "jobs-x", clock.now(), minutes{1});
    const auto said = answer().document;
    BOOST_REQUIRE(said.size() == 2U);
    BOOST_TEST((said[0] == json::parse(R"({"name":"one","next_run_at":"2026-01-01T13:00:00.000Z",
        "last_finished_at":"2026-01-01T12:00:00.000Z","last_error":"no luck","owner":null,"lease_until":null})")),
               said[0].dump());
    BOOST_TEST((said[1] == json::parse(R"({"name":"two","next_run_at":"2026-01-01T12:00:00.000Z",
        "last_finished_at":null,"last_error":null,"owner":"jobs-x","lease_until":"2026-01-01T12:01:00.000Z"})")),
               said[1].dump());
}

BOOST_AUTO_TEST_SUITE_END()
