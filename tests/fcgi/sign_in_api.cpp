// Signing up and in by the JSON API: what it answers, every refusal, cookies and headers.
#include "tests/fcgi/account_api.h"

#include "core/accounts/second_step.h"
#include "core/accounts/totp.h"

using support::Api;
using support::between;
using support::contains;
using support::cookie;
using support::error_of;
using support::json;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(sign_in_api)

BOOST_AUTO_TEST_CASE(sign_up_answers_as_described) {
    Api api;
    const auto answer = api.call("/api/auth/signup", Api::signup());
    BOOST_TEST(answer.status() == 200);
    const auto body = json::parse(answer.body());
    BOOST_TEST(body.at("message") == "Default password sent via SMS");
    BOOST_TEST(!body.at("userId").get<std::string>().empty());
    BOOST_TEST(cookie(answer, "accessToken") == nullptr, "nobody is signed in yet");
    const struct {
        json body;
        int status;
        const char* error;
    } cases[] = {
        {json::object(), 400, "phoneNumber required"},
        {{{"phoneNumber", ""}, {"birthYear", 1980}}, 400, "phoneNumber required"},
        {{{"phoneNumber", nullptr}, {"birthYear", 1980}}, 400, "phoneNumber required"},
        {Api::signup(), 409, "User already exists"},
        {{{"phoneNumber", "(202) 456-1111"}, {"country", "US"}, {"birthYear", "1980"}},
         409,
         "User already exists"},
        {{{"phoneNumber", "123"}, {"birthYear", 1980}},
         400,
         "This is no number that an SMS can be sent to. Please check it, and its country."},
        {{{"phoneNumber", "+79123456789"}, {"birthYear", 1980}},
         400,
         "No SMS can be sent to numbers of this country."},
        {{{"phoneNumber", "+12024561112"}, {"birthYear", 2010}}, 400, "You must be 18 or older."},
        {{{"phoneNumber", "+12024561112"}},
         400,
         "Please enter the year in which you were born, in four digits."},
    };
    for (const auto& c : cases) {
        const auto refused = api.call("/api/auth/signup", c.body);
        BOOST_TEST_CONTEXT(c.body.dump()) {
            BOOST_TEST(refused.status() == c.status);
            BOOST_TEST(error_of(refused) == c.error);
            BOOST_TEST(refused.header("Cache-Control") == "no-store");
        }
    }
}

BOOST_AUTO_TEST_CASE(sign_in_answers_as_described_with_both_cookies) {
    Api api;
    api.become_member();
    api.call("/api/auth/logout");
    const struct {
        json body;
        int status;
        const char* error;
    } cases[] = {
        {json::object(), 400, "Missing credentials"},
        {{{"phoneNumber", Api::number}}, 400, "Missing credentials"},
        {{{"password", Api::good}}, 400, "Missing credentials"},
        {Api::signin("wrong"), 401, "Invalid credentials"},
        {{{"phoneNumber", "+12024569999"}, {"password", Api::good}}, 401, "Invalid credentials"},
    };
    for (const auto& c : cases) {
        const auto refused = api.call("/api/auth/signin", c.body);
        BOOST_TEST(refused.status() == c.status);
        BOOST_TEST(error_of(refused) == c.error);
        BOOST_TEST(refused.cookies().empty());
    }
    for (const bool stay : {false, true}) {
        const auto answer = api.call("/api/auth/signin", Api::signin(Api::good, stay));
        BOOST_REQUIRE_EQUAL(answer.status(), 200);
        const auto body = json::parse(answer.body());
        BOOST_TEST(body.at("ok") == true);
        BOOST_TEST(body.at("user").at("id").is_string());
        const std::string masked = body.at("user").at("phoneNumber");
        BOOST_TEST(masked.find("456") == std::string::npos, masked);
        const auto* access = cookie(answer, "accessToken");
        const auto* refresh = cookie(answer, "refreshToken");
        BOOST_REQUIRE(access != nullptr);
        BOOST_REQUIRE(refresh != nullptr);
        BOOST_TEST(access->http_only);
        BOOST_TEST(refresh->http_only);
        BOOST_TEST(access->max_age.count() == 15 * 60);
        BOOST_TEST(refresh->max_age.count() == (stay ? 30 : 1) * 24 * 60 * 60);
    }
}

BOOST_AUTO_TEST_CASE(cookies_carry_every_attribute_on_the_wire) {
    Api api;
    api.become_member();
    const auto answer = api.call("/api/auth/signin", Api::signin(Api::good));
    const auto plain = answer.serialise(false, true);
    const auto secure = answer.serialise(true, true);
    for (const char* name : {"accessToken", "refreshToken"}) {
        const auto line = between(plain, "Set-Cookie: " + std::string(name) + "=", "\r\n");
        BOOST_TEST(contains(line, "; Path=/; Max-Age="), line);
        BOOST_TEST(contains(line, "; SameSite=Lax; HttpOnly"), line);
        BOOST_TEST(!contains(line, "Secure"), line);
        const auto guarded = between(secure, "Set-Cookie: __Host-" + std::string(name) + "=", "\r\n");
        BOOST_TEST(contains(guarded, "; HttpOnly; Secure"), guarded);
    }
    BOOST_TEST(contains(secure, "Strict-Transport-Security: max-age="));
    BOOST_TEST(!contains(plain, "Strict-Transport-Security"));
    for (const char* header :
         {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: same-origin", "Permissions-Policy: camera=()",
          "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin"})
        BOOST_TEST(contains(plain, header), header);
}

BOOST_AUTO_TEST_CASE(the_second_step_comes_between_password_and_session) {
    Api api;
    api.become_member();
    const auto user =
        base::UserId{std::stoull(json::parse(api.call("/api/auth/signin", Api::signin(Api::good)).body())
                                     .at("user")
                                     .at("id")
                                     .get<std::string>())};
    const auto& services = api.house.services();
    BOOST_REQUIRE(accounts::begin_second_step(api.house.connection(), services.keyring, user, "Ana").ok());
    const auto sealed = store::find_user(api.house.connection(), user)->totp;
    const auto secret = services.keyring.open(sealed.value(), accounts::Purpose::totp).value();
    const auto code = [&] { return accounts::totp_code(secret, accounts::totp_step(services.clock.now())); };
    BOOST_REQUIRE(accounts::confirm_second_step(api.house.connection(), services.keyring,
                                                audit::Log(services.config), services.clock, user, code())
                      .ok());
    api.call("/api/auth/logout");
    api.house.clock.forward(1min);
    const auto half = api.call("/api/auth/signin", Api::signin(Api::good));
    BOOST_TEST(half.status() == 401);
    BOOST_TEST(cookie(half, "accessToken") == nullptr);
    BOOST_REQUIRE(cookie(half, "secondStep") != nullptr);
    BOOST_TEST(api.browser.get("/lounges/en-us").status() == 303, "half a sign-in is none");
    BOOST_TEST(api.call("/api/auth/second-step", {{"code", "000000"}}).status() == 401);
    const auto used = code();
    const auto whole = api.call("/api/auth/second-step", {{"code", used}});
    BOOST_TEST(whole.status() == 200, whole.body());
    BOOST_TEST(api.browser.get("/lounges/en-us").status() == 200);
    api.call("/api/auth/logout");
    api.call("/api/auth/signin", Api::signin(Api::good));
    BOOST_TEST(api.call("/api/auth/second-step", {{"code", used}}).status() == 401,
               "a code is Api::good once");
    api.house.clock.forward(6min);
    BOOST_TEST(error_of(api.call("/api/auth/second-step", {{"code", code()}})) == "Invalid session",
               "the ticket has run out");
}

BOOST_AUTO_TEST_SUITE_END()
