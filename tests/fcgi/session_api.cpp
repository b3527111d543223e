// Sessions by the JSON API: renewed, carried as a bearer token, kept alive, ended.
#include "tests/fcgi/account_api.h"

using support::Api;
using support::cookie;
using support::error_of;
using support::json;
using support::Visitor;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(session_api)

BOOST_AUTO_TEST_CASE(refresh_answers_as_described) {
    Api api;
    BOOST_TEST(error_of(api.call("/api/auth/refresh")) == "No refresh token");
    api.become_member();
    const auto old = api.browser.cookies;
    api.house.clock.forward(10s);
    const auto answer = api.call("/api/auth/refresh");
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(json::parse(answer.body()).at("accessToken") == api.browser.cookies["accessToken"]);
    BOOST_TEST(api.browser.cookies["refreshToken"] != old.at("refreshToken"));
    const auto with = [&](const std::string& token) {
        Visitor other(api.house);
        other.cookies = {{"csrfToken", old.at("csrfToken")}, {"refreshToken", token}};
        const auto refused = api.call(other, "/api/auth/refresh", nullptr);
        return std::to_string(refused.status()) + " " + error_of(refused);
    };
    BOOST_TEST(with("forged") == "401 Invalid refresh token");
    BOOST_TEST(with(old.at("accessToken")) == "401 Invalid refresh token");
    api.house.clock.forward(31s);
    BOOST_TEST(with(old.at("refreshToken")) == "401 Invalid refresh token", "stolen");
    BOOST_TEST(with(api.browser.cookies["refreshToken"]) == "401 Invalid session", "and so the thief is out");
    BOOST_TEST(api.call("/api/heartbeat").status() == 401);
}

BOOST_AUTO_TEST_CASE(a_page_renews_an_expired_access_token_by_itself) {
    Api api;
    api.become_member();
    api.house.clock.forward(20min);
    const auto before = api.browser.cookies["refreshToken"];
    const auto page = api.browser.get("/lounges/en-us");
    BOOST_TEST(page.status() == 200);
    BOOST_REQUIRE(cookie(page, "accessToken") != nullptr);
    BOOST_TEST(api.browser.cookies["refreshToken"] != before);
    BOOST_TEST(cookie(api.browser.get("/lounges/en-us"), "accessToken") == nullptr, "once is enough");
    api.browser.cookies.erase("accessToken");
    BOOST_TEST(api.browser.get("/lounges/en-us").status() == 200, "browsers drop it when it has run out");
}

BOOST_AUTO_TEST_CASE(logout_ends_the_session_and_takes_the_cookies) {
    Api api;
    api.become_member();
    const auto kept = api.browser.cookies;
    const auto answer = api.call("/api/auth/logout");
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST((json::parse(answer.body()) == json{{"ok", true}}));
    for (const char* name : {"accessToken", "refreshToken"}) {
        BOOST_REQUIRE(cookie(answer, name) != nullptr);
        BOOST_TEST(cookie(answer, name)->max_age.count() == 0);
    }
    Visitor thief(api.house);
    thief.cookies = kept;
    BOOST_TEST(thief.get("/lounges/en-us").status() == 303);
    BOOST_TEST(api.call("/api/auth/logout").status() == 200, "again does no harm");
}

BOOST_AUTO_TEST_CASE(a_heartbeat_makes_guests_and_members_online) {
    Api api;
    BOOST_TEST(api.call("/api/heartbeat").status() == 401);
    api.browser.enter("Ana");
    api.house.clock.forward(1h);
    BOOST_TEST((json::parse(api.call("/api/heartbeat").body()) == json{{"ok", true}}));
    auto rows = api.house.connection().query(
        "SELECT availability, TIMESTAMPDIFF(MINUTE, created_at, last_seen_at) FROM participant");
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.text(0) == "ONLINE");
    BOOST_TEST(rows.integer(1) == 60);
}

BOOST_AUTO_TEST_CASE(a_bearer_token_of_a_member_opens_the_api_without_cookies) {
    Api api;
    api.become_member();
    Visitor program(api.house);
    const auto call = [&](const std::string& token) {
        return program.post_raw("/api/heartbeat", "", "", {{"HTTP_AUTHORIZATION", "Bearer " + token}})
            .status();
    };
    BOOST_TEST(call(api.browser.cookies["accessToken"]) == 200);
    BOOST_TEST(call(api.browser.cookies["refreshToken"]) == 401);
}

BOOST_AUTO_TEST_SUITE_END()
