// Passwords by the JSON API: the first one is replaced, a later one changed, a forgotten one sent.
#include "tests/fcgi/account_api.h"

using support::Api;
using support::error_of;
using support::json;

BOOST_AUTO_TEST_SUITE(password_api)

BOOST_AUTO_TEST_CASE(before_the_sms_password_is_replaced_nothing_else_opens) {
    Api api;
    api.call("/api/auth/signup", Api::signup());
    const auto password = api.sms_password();
    const auto in = api.call("/api/auth/signin", Api::signin(password));
    BOOST_TEST(json::parse(in.body()).at("mustChangePassword") == true);
    BOOST_TEST(api.call("/api/heartbeat").status() == 403);
    BOOST_TEST(api.browser.get("/lounges/en-us").header("Location") == "/account/password");
    BOOST_TEST(
        api.call("/api/auth/change-password",
                 {{"phoneNumber", Api::number}, {"currentPassword", password}, {"newPassword", Api::good}})
            .status() == 200);
    BOOST_TEST(api.browser.get("/lounges/en-us").status() == 200);
}

BOOST_AUTO_TEST_CASE(change_password_answers_as_described) {
    Api api;
    const json change{{"phoneNumber", Api::number},
                      {"currentPassword", Api::good},
                      {"newPassword", "quite another phrase"}};
    BOOST_TEST(api.call("/api/auth/change-password", change).status() == 401, "without a session");
    api.become_member();
    const struct {
        json body;
        int status;
        const char* error;
    } cases[] = {
        {json::object(), 400, "Missing fields"},
        {{{"phoneNumber", Api::number}, {"currentPassword", Api::good}}, 400, "Missing fields"},
        {{{"phoneNumber", Api::number}, {"newPassword", Api::good}}, 400, "Missing fields"},
        {{{"currentPassword", Api::good}, {"newPassword", Api::good}}, 400, "Missing fields"},
        {{{"phoneNumber", Api::number},
          {"currentPassword", "wrong"},
          {"newPassword", "quite another phrase"}},
         401,
         "Current password is incorrect"},
        {{{"phoneNumber", "+12024569999"},
          {"currentPassword", Api::good},
          {"newPassword", "quite another phrase"}},
         401,
         "Current password is incorrect"},
        {{{"phoneNumber", Api::number}, {"currentPassword", Api::good}, {"newPassword", "short"}},
         400,
         "A password needs at least 10 characters."},
    };
    for (const auto& c : cases) {
        const auto refused = api.call("/api/auth/change-password", c.body);
        BOOST_TEST(refused.status() == c.status, c.body.dump());
        BOOST_TEST(error_of(refused) == c.error);
    }
    const auto answer = api.call("/api/auth/change-password", change);
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST((json::parse(answer.body()) == json{{"ok", true}, {"message", "Password changed"}}));
}

BOOST_AUTO_TEST_CASE(forgot_password_says_the_same_for_every_number) {
    Api api;
    api.become_member();
    const auto known = api.call("/api/auth/forgot-password", {{"phoneNumber", Api::number}});
    const auto unknown = api.call("/api/auth/forgot-password", {{"phoneNumber", "+12024569999"}});
    BOOST_TEST(known.status() == 200);
    BOOST_TEST(known.body() == unknown.body());
    BOOST_TEST(error_of(api.call("/api/auth/forgot-password", json::object())) == "phoneNumber required");
    api.call("/api/auth/logout");
    BOOST_TEST(api.call("/api/auth/signin", Api::signin(api.sms_password())).status() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
