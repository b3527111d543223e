#include "admin/rush_commands.h"

#include <boost/test/unit_test.hpp>

#include "core/store/rush.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

BOOST_AUTO_TEST_SUITE(rush_commands)

BOOST_AUTO_TEST_CASE(the_operator_switches_it_on_record_and_asks_how_it_is) {
    const support::ScratchFolder folder;
    db::Connection connection(support::seeded_database());
    support::SteppedClock clock;
    base::Config config;
    config.audit_secret = "9a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
    config.audit_head_file = folder.path() + "/audit.head";
    const auto say = [&](const std::optional<std::string>& word = std::nullopt) {
        return admin::say_rush(connection, config, clock, word).text;
    };
    BOOST_TEST(say() == "auto: no rush\n");
    BOOST_TEST(say("on") == "on: there is a rush, by the operator's word\n");
    BOOST_TEST(say("on") == "Nothing to change; on: there is a rush, by the operator's word\n");
    BOOST_TEST(say("off") == "off: no rush, by the operator's word\n");
    BOOST_TEST(say("auto") == "auto: no rush\n");
    store::extend_rush(connection, clock.now() + std::chrono::minutes{5});
    BOOST_TEST(say() == "auto: there is a rush until 2026-01-01T12:05:00.000Z\n");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM audit_log WHERE action = 'rush.set'") == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
