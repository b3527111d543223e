// Every route of the accounts' JSON API: what it answers, every refusal, its cookies and headers.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/accounts/second_step.h"
#include "core/accounts/totp.h"
#include "core/store/sms_outbox.h"
#include "tests/fcgi/house.h"

namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using support::House;
using support::Visitor;

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";

struct Api {
    explicit Api(const std::function<void(base::Config&)>& configure = [](base::Config&) {})
        : house([&](base::Config& config) {
              config.limits.attempts = 1000;
              config.limits.api_requests = 1000;
              configure(config);
          }) {
        browser.post_raw("/api/auth/csrf", "", "");
    }
    House house;
    Visitor browser{house};

    fcgi::Response call(Visitor& who, const std::string& target, const json& body) {
        Visitor::Headers headers{{"HTTP_USER_AGENT", "Test/1.0"}};
        if (who.cookies.contains("csrfToken")) headers["HTTP_X_CSRF_TOKEN"] = who.cookies["csrfToken"];
        return who.post_raw(target, body.is_null() ? "" : body.dump(), "application/json", headers);
    }
    fcgi::Response call(const std::string& target, const json& body = nullptr) {
        return call(browser, target, body);
    }

    static json signup() {
        return {{"phoneNumber", number}, {"firstName", "Ana"}, {"lastName", "Li"}, {"birthYear", 1980}};
    }
    static json signin(const std::string& password, bool stay = false) {
        return {{"phoneNumber", "(202) 456-1111"},
                {"country", "US"},
                {"password", password},
                {"staySignedIn", stay}};
    }
    // Of the newest SMS.
    std::string sms_password() {
        auto rows = house.connection().query(
            "SELECT body_ciphertext, phone_key_id FROM sms_outbox ORDER BY id DESC LIMIT 1");
        if (!rows.next()) return {};
        const auto body = house.services().keyring.open(
            {.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))},
            accounts::Purpose::sms);
        return support::between(*body, "Chatroom: ", ".");
    }
    // Signed in, with a password of their own.
    void become_member() {
        call("/api/auth/signup", signup());
        const auto password = sms_password();
        BOOST_REQUIRE_EQUAL(call("/api/auth/signin", signin(password)).status(), 200);
        const auto changed =
            call("/api/auth/change-password",
                 {{"phoneNumber", number}, {"currentPassword", password}, {"newPassword", good}});
        BOOST_REQUIRE_EQUAL(changed.status(), 200);
    }
};

std::string error_of(const fcgi::Response& response) {
    const auto body = json::parse(response.body(), nullptr, false);
    return body.is_object() && body.contains("error") ? body.at("error").get<std::string>() : response.body();
}

const fcgi::Cookie* cookie(const fcgi::Response& response, std::string_view name) {
    for (const auto& one : response.cookies()) {
        if (one.name == name) return &one;
    }
    return nullptr;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(account_api)

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
        {{{"phoneNumber", number}}, 400, "Missing credentials"},
        {{{"password", good}}, 400, "Missing credentials"},
        {Api::signin("wrong"), 401, "Invalid credentials"},
        {{{"phoneNumber", "+12024569999"}, {"password", good}}, 401, "Invalid credentials"},
    };
    for (const auto& c : cases) {
        const auto refused = api.call("/api/auth/signin", c.body);
        BOOST_TEST(refused.status() == c.status);
        BOOST_TEST(error_of(refused) == c.error);
        BOOST_TEST(refused.cookies().empty());
    }
    for (const bool stay : {false, true}) {
        const auto answer = api.call("/api/auth/signin", Api::signin(good, stay));
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
    const auto answer = api.call("/api/auth/signin", Api::signin(good));
    const auto plain = answer.serialise(false, true);
    const auto secure = answer.serialise(true, true);
    for (const char* name : {"accessToken", "refreshToken"}) {
        const auto line = support::between(plain, "Set-Cookie: " + std::string(name) + "=", "\r\n");
        BOOST_TEST(support::contains(line, "; Path=/; Max-Age="), line);
        BOOST_TEST(support::contains(line, "; SameSite=Lax; HttpOnly"), line);
        BOOST_TEST(!support::contains(line, "Secure"), line);
        const auto guarded =
            support::between(secure, "Set-Cookie: __Host-" + std::string(name) + "=", "\r\n");
        BOOST_TEST(support::contains(guarded, "; HttpOnly; Secure"), guarded);
    }
    BOOST_TEST(support::contains(secure, "Strict-Transport-Security: max-age="));
    BOOST_TEST(!support::contains(plain, "Strict-Transport-Security"));
    for (const char* header :
         {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: same-origin", "Permissions-Policy: camera=()",
          "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin"})
        BOOST_TEST(support::contains(plain, header), header);
}

BOOST_AUTO_TEST_CASE(before_the_sms_password_is_replaced_nothing_else_opens) {
    Api api;
    api.call("/api/auth/signup", Api::signup());
    const auto password = api.sms_password();
    const auto in = api.call("/api/auth/signin", Api::signin(password));
    BOOST_TEST(json::parse(in.body()).at("mustChangePassword") == true);
    BOOST_TEST(api.call("/api/heartbeat").status() == 403);
    BOOST_TEST(api.browser.get("/lounges/en-us").header("Location") == "/account/password");
    BOOST_TEST(api.call("/api/auth/change-password",
                        {{"phoneNumber", number}, {"currentPassword", password}, {"newPassword", good}})
                   .status() == 200);
    BOOST_TEST(api.browser.get("/lounges/en-us").status() == 200);
}

BOOST_AUTO_TEST_CASE(change_password_answers_as_described) {
    Api api;
    const json change{
        {"phoneNumber", number}, {"currentPassword", good}, {"newPassword", "quite another phrase"}};
    BOOST_TEST(api.call("/api/auth/change-password", change).status() == 401, "without a session");
    api.become_member();
    const struct {
        json body;
        int status;
        const char* error;
    } cases[] = {
        {json::object(), 400, "Missing fields"},
        {{{"phoneNumber", number}, {"currentPassword", good}}, 400, "Missing fields"},
        {{{"phoneNumber", number}, {"newPassword", good}}, 400, "Missing fields"},
        {{{"currentPassword", good}, {"newPassword", good}}, 400, "Missing fields"},
        {{{"phoneNumber", number}, {"currentPassword", "wrong"}, {"newPassword", "quite another phrase"}},
         401,
         "Current password is incorrect"},
        {{{"phoneNumber", "+12024569999"},
          {"currentPassword", good},
          {"newPassword", "quite another phrase"}},
         401,
         "Current password is incorrect"},
        {{{"phoneNumber", number}, {"currentPassword", good}, {"newPassword", "short"}},
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

BOOST_AUTO_TEST_CASE(forgot_password_says_the_same_for_every_number) {
    Api api;
    api.become_member();
    const auto known = api.call("/api/auth/forgot-password", {{"phoneNumber", number}});
    const auto unknown = api.call("/api/auth/forgot-password", {{"phoneNumber", "+12024569999"}});
    BOOST_TEST(known.status() == 200);
    BOOST_TEST(known.body() == unknown.body());
    BOOST_TEST(error_of(api.call("/api/auth/forgot-password", json::object())) == "phoneNumber required");
    api.call("/api/auth/logout");
    BOOST_TEST(api.call("/api/auth/signin", Api::signin(api.sms_password())).status() == 200);
}

BOOST_AUTO_TEST_CASE(the_second_step_comes_between_password_and_session) {
    Api api;
    api.become_member();
    const auto user =
        base::UserId{std::stoull(json::parse(api.call("/api/auth/signin", Api::signin(good)).body())
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
    const auto half = api.call("/api/auth/signin", Api::signin(good));
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
    api.call("/api/auth/signin", Api::signin(good));
    BOOST_TEST(api.call("/api/auth/second-step", {{"code", used}}).status() == 401, "a code is good once");
    api.house.clock.forward(6min);
    BOOST_TEST(error_of(api.call("/api/auth/second-step", {{"code", code()}})) == "Invalid session",
               "the ticket has run out");
}

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
    support::Parameters question = support::get("/api/auth/signin");
    question.values["REQUEST_METHOD"] = "OPTIONS";
    question.values["HTTP_ORIGIN"] = "https://chat.example.org";
    const auto preflight = api.house.respond(question);
    BOOST_TEST(preflight.status() == 204);
    BOOST_TEST(preflight.header("Access-Control-Allow-Methods") == "POST");
    BOOST_TEST(
        support::contains(std::string(preflight.header("Access-Control-Allow-Headers")), "x-csrf-token"));
    question.values["HTTP_ORIGIN"] = "https://evil.example";
    BOOST_TEST(api.house.respond(question).status() == 405);
}

BOOST_AUTO_TEST_SUITE_END()
