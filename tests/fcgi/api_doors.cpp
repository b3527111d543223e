// What stands in front of every route of the JSON API: limits, the CSRF token, and whose scripts may read it.
#include "tests/fcgi/account_api.h"

using support::Api;
using support::contains;
using support::error_of;
using support::get;
using support::json;
using support::Parameters;
using support::Visitor;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(api_doors)

BOOST_AUTO_TEST_CASE(the_sixth_attempt_within_a_quarter_of_an_hour_is_too_many) {
    const struct {
        const char* target;
        json body;
    } routes[] = {{"/api/auth/signup", {{"phoneNumber", "1"}}},
                  {"/api/auth/signin", {{"phoneNumber", "1"}, {"password", "x"}}},
                  {"/api/auth/forgot-password", {{"phoneNumber", "1"}}},
                  {"/api/auth/change-password", json::object()},
                  {"/api/auth/second-step", {{"code", "1"}}}};
    for (const auto& route : routes) {
        Api api([](base::Config& config) { config.limits.attempts = 5; });
        for (int i = 1; i <= 5; ++i) {
            const auto answer = api.call(route.target, route.body);
            BOOST_TEST(answer.status() != 429, route.target);
            BOOST_TEST(answer.header("RateLimit-Limit") == "5");
            BOOST_TEST(answer.header("RateLimit-Remaining") == std::to_string(5 - i));
        }
        const auto sixth = api.call(route.target, route.body);
        BOOST_TEST(sixth.status() == 429, route.target);
        BOOST_TEST(error_of(sixth) == "Too many authentication attempts. Please try again later.");
        BOOST_TEST(sixth.header("Retry-After") == "900");
        BOOST_TEST(sixth.header("RateLimit-Remaining") == "0");
        BOOST_TEST(sixth.header("RateLimit-Reset") == "900");
        api.house.clock.forward(15min);
        BOOST_TEST(api.call(route.target, route.body).status() != 429, route.target);
    }
}

BOOST_AUTO_TEST_CASE(heartbeats_have_a_limit_of_their_own) {
    Api api([](base::Config& config) { config.limits.heartbeats = 2; });
    api.browser.enter("Ana");
    for (int i = 0; i < 2; ++i) BOOST_TEST(api.call("/api/heartbeat").status() == 200);
    const auto refused = api.call("/api/heartbeat");
    BOOST_TEST(refused.status() == 429);
    BOOST_TEST(error_of(refused) == "Heartbeat rate exceeded.");
    BOOST_TEST(api.call("/api/auth/refresh").status() == 401);
}

BOOST_AUTO_TEST_CASE(every_unsafe_route_wants_the_token) {
    Api api;
    for (const char* target :
         {"/api/auth/signup", "/api/auth/signin", "/api/auth/second-step", "/api/auth/forgot-password",
          "/api/auth/change-password", "/api/auth/refresh", "/api/auth/logout", "/api/heartbeat"}) {
        Visitor stranger(api.house);
        stranger.cookies["accessToken"] = "x";
        BOOST_TEST(error_of(api.call(stranger, target, json::object())) == "CSRF token missing", target);
        stranger.cookies["csrfToken"] = "forged";
        BOOST_TEST(error_of(api.call(stranger, target, json::object())) == "Invalid CSRF token", target);
        const auto get = api.browser.get(target);
        BOOST_TEST(get.status() == 405, target);
        BOOST_TEST(get.header("Allow") == "POST", target);
    }
}

BOOST_AUTO_TEST_CASE(scripts_of_the_front_end_alone_may_read_the_api) {
    Api api([](base::Config& config) { config.frontend_url = "https://chat.example.org"; });
    const auto ask = [&](const std::string& origin) {
        return api.browser.post_raw("/api/auth/csrf", "", "", {{"HTTP_ORIGIN", origin}});
    };
    const auto own = ask("https://chat.example.org");
    BOOST_TEST(own.header("Access-Control-Allow-Origin") == "https://chat.example.org");
    BOOST_TEST(own.header("Access-Control-Allow-Credentials") == "true");
    BOOST_TEST(own.header("Vary") == "Origin");
    for (const char* origin :
         {"https://evil.example", "null", "https://chat.example.org.evil.example", "http://chat.example.org"})
        BOOST_TEST(ask(origin).header("Access-Control-Allow-Origin") == "", origin);
    Parameters question = get("/api/auth/signin");
    question.values["REQUEST_METHOD"] = "OPTIONS";
    question.values["HTTP_ORIGIN"] = "https://chat.example.org";
    const auto preflight = api.house.respond(question);
    BOOST_TEST(preflight.status() == 204);
    BOOST_TEST(preflight.header("Access-Control-Allow-Methods") == "POST");
    BOOST_TEST(contains(std::string(preflight.header("Access-Control-Allow-Headers")), "x-csrf-token"));
    question.values["HTTP_ORIGIN"] = "https://evil.example";
    BOOST_TEST(api.house.respond(question).status() == 405);
}

BOOST_AUTO_TEST_SUITE_END()
