#include "core/accounts/twilio_list.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

const base::Time now = base::from_epoch_ms(1'767'268'860'000);  // Thu, 01 Jan 2026 12:01:00 GMT
const base::TwilioSettings settings{.account_sid = "AC0123456789abcdef0123456789abcdef",
                                    .auth_token = "token",
                                    .from_number = "+15005550006",
                                    .api_url = "https://api.twilio.com"};
const accounts::SoughtSms sought{.to = "+12024561111",
                                 .body = "Your password: ab+c",
                                 .attempted_at = base::from_epoch_ms(1'767'268'800'000)};
const std::string lists_path = "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json";

// The one that is sought, but for what `changes` says.
json message(const json& changes = json::object()) {
    json one{{"sid", "SM12ab"},
             {"to", sought.to},
             {"from", settings.from_number},
             {"body", sought.body},
             {"status", "queued"},
             {"error_code", nullptr},
             {"date_sent", nullptr},
             {"date_created", "Thu, 01 Jan 2026 12:00:02 +0000"}};
    one.update(changes);
    return one;
}

// "found: SM12ab", so that a table can say what is expected.
std::string told(const base::HttpOutcome& outcome) {
    struct Teller {
        std::string operator()(const accounts::SmsFound& one) const {
            return "found: " + one.reference + (one.failure.empty() ? "" : "; " + one.failure);
        }
        std::string operator()(const accounts::SmsMore& one) const { return "more: " + one.path; }
        std::string operator()(const accounts::SmsAbsent&) const { return "absent"; }
        std::string operator()(const accounts::SmsUnclear& one) const { return "unclear: " + one.why; }
    };
    return std::visit(Teller{}, accounts::read_twilio_page(settings, sought, outcome, now));
}
std::string told(int status, const std::string& body) {
    return told(base::HttpAnswer{.status = status, .headers = {}, .body = body});
}
std::string listed(const std::vector<json>& messages, const json& next = nullptr) {
    return told(200, json{{"messages", messages}, {"next_page_uri", next}}.dump());
}

const std::string blurred = "unclear: Twilio has a message that may be this one, and does not show it whole";

}  // namespace

BOOST_AUTO_TEST_SUITE(twilio_list)

BOOST_AUTO_TEST_CASE(the_request_is_the_one_that_twilio_describes) {
    const auto request = accounts::twilio_list_request(settings, sought.to);
    BOOST_TEST(request.method == "GET");
    BOOST_TEST(request.url ==
               "https://api.twilio.com" + lists_path + "?To=%2B12024561111&From=%2B15005550006&PageSize=100");
    BOOST_TEST(request.body.empty());
    BOOST_REQUIRE(request.auth.has_value());
    BOOST_TEST(request.auth->user == settings.account_sid);
    BOOST_TEST(request.auth->password == "token");
    const auto next = accounts::twilio_page_request(settings, lists_path + "?Page=1&PageToken=PASM1");
    BOOST_TEST(next.url == "https://api.twilio.com" + lists_path + "?Page=1&PageToken=PASM1");
    BOOST_TEST(next.auth.has_value());
}

BOOST_AUTO_TEST_CASE(a_message_is_the_one_by_its_numbers_its_text_and_its_time) {
    BOOST_TEST(listed({message()}) == "found: SM12ab");
    BOOST_TEST(listed({message({{"body", "Sent from your Twilio trial account - " + sought.body}})}) ==
                   "found: SM12ab",
               "a trial account");
    BOOST_TEST(listed({message({{"date_created", "Thu, 01 Jan 2026 11:46:00 +0000"}})}) == "found: SM12ab",
               "clocks differ");
    BOOST_TEST(listed({message({{"date_created", nullptr}})}) == "found: SM12ab");
    BOOST_TEST(listed({}) == "absent");
    BOOST_TEST(listed({message({{"body", "Your password: other"}})}) == "absent");
    BOOST_TEST(listed({message({{"date_created", "Thu, 01 Jan 2026 11:44:00 +0000"}})}) == "absent");
    BOOST_TEST(listed({message({{"body", "x"}, {"sid", "SM1"}}), message()}) == "found: SM12ab");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_compared_is_neither_found_nor_absent) {
    BOOST_TEST(listed({message({{"body", ""}})}) == blurred, "an account that keeps no texts");
    BOOST_TEST(listed({message({{"body", nullptr}})}) == blurred);
    BOOST_TEST(listed({message({{"to", "+1202456XXXX"}})}) == blurred, "nor whole numbers");
    BOOST_TEST(listed({message({{"from", "+15005550001"}})}) == blurred);
    BOOST_TEST(listed({message({{"sid", "<b>"}})}) == blurred);
    BOOST_TEST(listed({json("SM12ab")}) == blurred);
    BOOST_TEST(listed({message({{"body", ""}}), message()}) == "found: SM12ab");
    BOOST_TEST(listed({message({{"body", ""}, {"date_created", "Wed, 31 Dec 2025 12:00:00 +0000"}})}) ==
               "absent");
}

BOOST_AUTO_TEST_CASE(what_twilio_gave_up_on_is_told_with_its_code) {
    BOOST_TEST(listed({message({{"status", "undelivered"}, {"error_code", 30005}})}) ==
               "found: SM12ab; Twilio took it: undelivered, code 30005");
    BOOST_TEST(listed({message({{"status", "failed"}})}) == "found: SM12ab; Twilio took it: failed");
    for (const char* status : {"accepted", "scheduled", "queued", "sending", "sent", "delivered"})
        BOOST_TEST(listed({message({{"status", status}})}) == "found: SM12ab", status);
}

BOOST_AUTO_TEST_CASE(a_list_goes_on_within_itself_alone) {
    const std::string next = lists_path + "?To=%2B12024561111&Page=1&PageToken=PASM1";
    BOOST_TEST(listed({message({{"body", "x"}})}, next) == "more: " + next);
    BOOST_TEST(listed({message()}, next) == "found: SM12ab");
    for (const char* elsewhere : {"https://example.org/", "//example.org/2010-04-01/", "@example.org/", "",
                                  "/2010-04-01/Accounts/AC1/Messages.json?Page=1"})
        BOOST_TEST(listed({}, elsewhere) == "unclear: Twilio's list goes on nowhere", elsewhere);
    BOOST_TEST(listed({}, 7) == "unclear: Twilio's list goes on nowhere");
}

BOOST_AUTO_TEST_CASE(no_list_is_no_answer) {
    BOOST_TEST(told(base::HttpNotSent{"refused"}) == "unclear: Twilio was not reached: refused");
    BOOST_TEST(told(base::HttpUnknown{"time-out"}) == "unclear: no answer from Twilio: time-out");
    BOOST_TEST(told(500, R"({"code": 20500})") == "unclear: Twilio answered 500, code 20500");
    BOOST_TEST(told(404, R"({"messages": []})") == "unclear: Twilio answered 404");
    for (const char* body :
         {"", "[]", "{}", R"({"messages": {}})", R"({"messages": null})", "{\"messages\": ["})
        BOOST_TEST(told(200, body) == "unclear: Twilio answered 200", body);
    base::HttpAnswer busy{.status = 429, .headers = {{"retry-after", "90"}}, .body = "{}"};
    const auto page = accounts::read_twilio_page(settings, sought, busy, now);
    BOOST_TEST(std::get<accounts::SmsUnclear>(page).wait.count() == 90'000);
}

BOOST_AUTO_TEST_SUITE_END()
