#include "core/accounts/twilio.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/accounts/twilio_answer.h"
#include "core/base/crypto.h"

namespace accounts {
namespace {

constexpr unsigned most_attempts = 10;

// Whoever stands before Twilio gave up waiting for it, or lost its answer.
bool is_gateways_word(int status) { return status == 502 || status == 504; }
// Refused before it was looked at (408, 425, 429), or broken on the way.
bool is_worth_another_try(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

SmsOutcome read(const base::HttpAnswer& answer, base::Time now) {
    const std::string why = twilio::describe(answer);
    if (answer.status >= 200 && answer.status < 300) {
        auto sid = twilio::sid_of(twilio::parse_object(answer.body));
        if (sid.empty()) return SmsUnknown{why + ", without a sid"};
        return SmsSent{std::move(sid)};
    }
    if (is_gateways_word(answer.status)) return SmsUnknown{why};
    if (is_worth_another_try(answer.status)) return SmsRetry{why, twilio::wait_asked_for(answer, now)};
    return SmsFailed{why};
}
SmsOutcome read(const base::HttpNotSent& outcome, base::Time) { return SmsRetry{twilio::describe(outcome)}; }
SmsOutcome read(const base::HttpUnknown& outcome, base::Time) {
    return SmsUnknown{twilio::describe(outcome)};
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

std::string twilio_sender(const base::TwilioSettings& settings) {
    return base::to_hex(base::sha256(settings.account_sid + " " + settings.from_number));
}

std::optional<base::Millis> sms_back_off(unsigned attempts, base::Millis first) {
    constexpr std::array<int, 4> times{1, 4, 20, 120};
    if (attempts >= most_attempts) return std::nullopt;
    return first * times.at(std::clamp<std::size_t>(attempts, 1, times.size()) - 1);
}

}  // namespace accounts
