#include "core/accounts/twilio.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace accounts {
namespace {

constexpr base::Millis longest_wait{std::chrono::hours{1}};
constexpr unsigned most_attempts = 10;

nlohmann::json parse_object(std::string_view body) {
    auto json = nlohmann::json::parse(body, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

// Letters and digits as Twilio's ids have them; anything else is not one.
std::string sid_of(std::string_view body) {
    constexpr std::size_t longest = 64;
    const auto json = parse_object(body);
    const auto found = json.find("sid");
    if (found == json.end() || !found->is_string()) return {};
    auto sid = found->get<std::string>();
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return sid.size() <= longest && std::ranges::all_of(sid, fits) ? sid : std::string();
}

// The message that comes with the code repeats the phone number.
std::string describe(const base::HttpAnswer& answer) {
    const auto json = parse_object(answer.body);
    const auto code = json.find("code");
    if (code == json.end() || !code->is_number_unsigned())
        return fmt::format("Twilio answered {}", answer.status);
    return fmt::format("Twilio answered {}, code {}", answer.status, code->get<std::uint64_t>());
}

// Whoever stands before Twilio gave up waiting for it, or lost its answer.
bool is_gateways_word(int status) { return status == 502 || status == 504; }
// Refused before it was looked at (408, 425, 429), or broken on the way.
bool is_worth_another_try(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

SmsOutcome read(const base::HttpAnswer& answer, base::Time now) {
    const std::string why = describe(answer);
    if (answer.status >= 200 && answer.status < 300) {
        auto sid = sid_of(answer.body);
        if (sid.empty()) return SmsUnknown{why + ", without a sid"};
        return SmsSent{std::move(sid)};
    }
    if (is_gateways_word(answer.status)) return SmsUnknown{why};
    if (is_worth_another_try(answer.status))
        return SmsRetry{why, std::min(longest_wait, answer.retry_after(now).value_or(base::Millis{0}))};
    return SmsFailed{why};
}
SmsOutcome read(const base::HttpNotSent& outcome, base::Time) {
    return SmsRetry{"Twilio was not reached: " + outcome.reason};
}
SmsOutcome read(const base::HttpUnknown& outcome, base::Time) {
    return SmsUnknown{"no answer from Twilio: " + outcome.reason};
}

}  // namespace

base::HttpRequest twilio_request(const base::TwilioSettings& settings, std::string_view to,
                                 std::string_view body) {
    const std::array<std::pair<std::string, std::string>, 3> fields{
        {{"To", std::string(to)}, {"From", settings.from_number}, {"Body", std::string(body)}}};
    return {
        .method = "POST",
        .url = fmt::format("{}/2010-04-01/Accounts/{}/Messages.json", settings.api_url, settings.account_sid),
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
        .auth = base::BasicAuth{.user = settings.account_sid, .password = settings.auth_token},
        .body = base::form_body(fields)};
}

SmsOutcome read_twilio(const base::HttpOutcome& outcome, base::Time now) {
    return std::visit([&](const auto& one) { return read(one, now); }, outcome);
}

std::optional<base::Millis> sms_back_off(unsigned attempts) {
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    constexpr std::array<base::Millis, 4> waits{seconds{30}, minutes{2}, minutes{10}, hours{1}};
    if (attempts >= most_attempts) return std::nullopt;
    return waits.at(std::clamp<std::size_t>(attempts, 1, waits.size()) - 1);
}

}  // namespace accounts
