#include "core/accounts/twilio.h"

#include <boost/test/unit_test.hpp>

namespace {

const base::Time now = base::from_epoch_ms(1'767'268'800'000);
const base::TwilioSettings settings{.account_sid = "AC0123456789abcdef0123456789abcdef",
                                    .auth_token = "token",
                                    .from_number = "+15005550006",
                                    .api_url = "https://api.twilio.com"};

accounts::SmsOutcome reading(int status, const std::string& body, const std::string& retry_after = "") {
    base::HttpAnswer answer{.status = status, .headers = {}, .body = body};
    if (!retry_after.empty()) answer.headers["retry-after"] = retry_after;
    return accounts::read_twilio(answer, now);
}

// "retry: why", so that a table can say what is expected.
std::string told(const accounts::SmsOutcome& outcome) {
    struct Teller {
        std::string operator()(const accounts::SmsSent& one) const { return "sent: " + one.reference; }
        std::string operator()(const accounts::SmsRetry& one) const { return "retry: " + one.why; }
        std::string operator()(const accounts::SmsFailed& one) const { return "failed: " + one.why; }
        std::string operator()(const accounts::SmsUnknown& one) const { return "unknown: " + one.why; }
    };
    return std::visit(Teller{}, outcome);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(twilio)

BOOST_AUTO_TEST_CASE(the_request_is_the_one_that_twilio_describes) {
    const auto request = accounts::twilio_request(settings, "+12024561111", "Your password: ab+c&d é");
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.url ==
               "https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json");
    BOOST_TEST(request.body ==
               "To=%2B12024561111&From=%2B15005550006&Body=Your%20password%3A%20ab%2Bc%26d%20%C3%A9");
    BOOST_REQUIRE(request.auth.has_value());
    BOOST_TEST(request.auth->user == settings.account_sid);
    BOOST_TEST(request.auth->password == "token");
    BOOST_TEST((request.headers.at(0) ==
                std::pair<std::string, std::string>("Content-Type", "application/x-www-form-urlencoded")));
}

BOOST_AUTO_TEST_CASE(every_answer_has_its_meaning) {
    struct Row {
        int status;
        std::string body;
        std::string meaning;
    };
    const std::string invalid =
        R"({"code": 21211, "message": "The 'To' number +1202 is not valid", "status": 400})";
    for (const auto& [status, body, meaning] : std::vector<Row>{
             {201, R"({"sid": "SM12ab", "status": "queued", "to": "+1202"})", "sent: SM12ab"},
             {200, R"({"sid": "SM1"})", "sent: SM1"},
             {201, "", "unknown: Twilio answered 201, without a sid"},
             {201, R"({"sid": 7})", "unknown: Twilio answered 201, without a sid"},
             {201, R"({"sid": "<b>"})", "unknown: Twilio answered 201, without a sid"},
             {201, R"({"sid": ")" + std::string(65, 'S') + R"("})",
              "unknown: Twilio answered 201, without a sid"},
             {201, R"([1])", "unknown: Twilio answered 201, without a sid"},
             {307, "", "failed: Twilio answered 307"},
             {400, invalid, "failed: Twilio answered 400, code 21211"},
             {401, R"({"code": 20003, "status": 401})", "failed: Twilio answered 401, code 20003"},
             {404, "<html>", "failed: Twilio answered 404"},
             {408, "", "retry: Twilio answered 408"},
             {429, R"({"code": 20429, "status": 429})", "retry: Twilio answered 429, code 20429"},
             {500, "{", "retry: Twilio answered 500"},
             {502, "", "unknown: Twilio answered 502"},
             {503, R"({"code": "x"})", "retry: Twilio answered 503"},
             {504, "", "unknown: Twilio answered 504"}}) {
        BOOST_TEST(told(reading(status, body)) == meaning);
    }
}

BOOST_AUTO_TEST_CASE(nothing_sent_is_tried_again_and_no_answer_is_not) {
    BOOST_TEST(told(accounts::read_twilio(base::HttpNotSent{"refused"}, now)) ==
               "retry: Twilio was not reached: refused");
    BOOST_TEST(told(accounts::read_twilio(base::HttpUnknown{"time-out"}, now)) ==
               "unknown: no answer from Twilio: time-out");
}

BOOST_AUTO_TEST_CASE(twilio_says_how_long_to_wait_within_reason) {
    const auto wait = [](const accounts::SmsOutcome& outcome) {
        return std::get<accounts::SmsRetry>(outcome).wait.count();
    };
    BOOST_TEST(wait(reading(429, "", "90")) == 90'000);
    BOOST_TEST(wait(reading(429, "")) == 0);
    BOOST_TEST(wait(reading(503, "", "86400")) == 3'600'000);
    BOOST_TEST(wait(reading(503, "", "Thu, 01 Jan 2026 12:00:45 GMT")) == 45'000);
}

BOOST_AUTO_TEST_CASE(tries_lie_further_and_further_apart_and_end) {
    const auto wait = [](unsigned attempts) {
        return accounts::sms_back_off(attempts, std::chrono::seconds{30}).value_or(base::Millis{-1}).count() /
               1000;
    };
    BOOST_TEST(wait(1) == 30);
    BOOST_TEST(wait(2) == 120);
    BOOST_TEST(wait(3) == 600);
    BOOST_TEST(wait(4) == 3600);
    BOOST_TEST(wait(9) == 3600);
    BOOST_TEST(!accounts::sms_back_off(10, std::chrono::seconds{30}).has_value());
}

BOOST_AUTO_TEST_CASE(a_sender_is_an_account_and_a_number) {
    auto other = settings;
    BOOST_TEST(accounts::twilio_sender(settings).size() == 64U);
    BOOST_TEST(accounts::twilio_sender(other) == accounts::twilio_sender(settings));
    other.auth_token = "a new one";
    BOOST_TEST(accounts::twilio_sender(other) == accounts::twilio_sender(settings));
    other.from_number = "+15005550001";
    BOOST_TEST(accounts::twilio_sender(other) != accounts::twilio_sender(settings));
    other = settings;
    other.account_sid = "AC2";
    BOOST_TEST(accounts::twilio_sender(other) != accounts::twilio_sender(settings));
}

BOOST_AUTO_TEST_SUITE_END()
