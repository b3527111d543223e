#include "admin/stats_commands.h"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include "admin/memory.h"
#include "core/store/jobs.h"
#include "tests/core/talk.h"

namespace {

struct House : support::Talk {
    House() {
        config.audit_head_file = records.path() + "/audit.head";
        config.media_dir = records.path() + "/media";
        config.run_dir = records.path() + "/run";
    }
    nlohmann::json look() { return admin::look_at_house(connection, config, clock).document; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stats_commands, House)

BOOST_AUTO_TEST_CASE(what_is_said_waits_and_fails_is_counted) {
    lift_pace();
    for (const char* id : {"a1", "a2", "a3"}) BOOST_REQUIRE(chat::post(connection, house, by(ann, id)).ok());
    store::ensure_job(connection, "late-job", clock.now() - std::chrono::hours{1});
    const auto told = look();
    BOOST_TEST(told["posts"]["last_hour"] == 3);
    BOOST_REQUIRE(told["lounges"].size() == 1U);
    BOOST_TEST(told["lounges"][0]["slug"] == "en-all");
    BOOST_TEST(told["lounges"][0]["posts_last_hour"] == 3);
    BOOST_TEST((told["jobs"]["late"] == nlohmann::json::parse(R"(["late-job"])")));
    BOOST_TEST(told["to_do"]["reports"]["count"] == 0);
    BOOST_TEST(told["sms"]["waiting"] == 0);
    BOOST_TEST(told["disk"]["database"].get<std::uint64_t>() > 100'000U);
    BOOST_TEST(told["disk"]["free"].get<std::uint64_t>() > 0U);
    clock.forward(std::chrono::hours{2});
    BOOST_TEST(look()["posts"]["last_hour"] == 0);
    BOOST_TEST(look()["lounges"].empty());
}

BOOST_AUTO_TEST_CASE(a_sidecar_that_does_not_answer_is_told_as_not_known) {
    BOOST_TEST(look()["people"]["sockets"].is_null());
    const auto text = admin::look_at_house(connection, config, clock).text;
    BOOST_TEST(text.find("sockets: no answer") != std::string::npos, text);
    BOOST_TEST(text.find("to do      nothing") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(files_are_counted_as_they_lie_on_the_disk) {
    BOOST_TEST(admin::disk_bytes(records.path() + "/nowhere") == 0U);
    std::ofstream(records.path() + "/file") << std::string(1'000'000, 'x') << std::flush;
    const auto bytes = admin::disk_bytes(records.path());
    BOOST_TEST(bytes >= 1'000'000U);
    BOOST_TEST(bytes < 1'200'000U);
}

BOOST_AUTO_TEST_SUITE_END()
