// One SMS by Twilio's REST API: the request, and what its outcome means for the message. Pure.
// Source: Twilio's API description 2010-04-01, "Send a message"; its error answers are {"code": 21211, "message": ..., "status": 400}.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/http_client.h"

namespace accounts {

// `to` as E.164. Precondition: settings.configured().
base::HttpRequest twilio_request(const base::TwilioSettings& settings, std::string_view to,
                                 std::string_view body);

// What became of an SMS. `why` names codes alone, never a number or a text: it may be stored and logged.
struct SmsSent {
    std::string reference;  // Twilio's sid
};
// Known not to have been sent, and worth another try, not before `wait` is over.
struct SmsRetry {
    std::string why;
    base::Millis wait{0};
};
// Known not to have been sent; another try would end alike.
struct SmsFailed {
    std::string why;
};
// It may have been sent: not tried again before Twilio has said that it was not (twilio_list.h).
struct SmsUnknown {
    std::string why;
};
using SmsOutcome = std::variant<SmsSent, SmsRetry, SmsFailed, SmsUnknown>;

SmsOutcome read_twilio(const base::HttpOutcome& outcome, base::Time now);

// Names the account and number that messages are sent by, and says neither. What one of them sent, another one does not know.
std::string twilio_sender(const base::TwilioSettings& settings);

// How long to wait after the nth attempt (1, 2, ...) came to nothing: `first`, 4 times that, 20 times, then 120 times (30 s, 2 min, 10 min, an hour). Nothing
// when that was the last one.
std::optional<base::Millis> sms_back_off(unsigned attempts, base::Millis first);

}  // namespace accounts
