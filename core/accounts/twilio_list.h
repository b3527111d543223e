// What became of an SMS whose sending was not answered: Twilio lists the messages to its number, and it is among them or not. Pure.
// Source: Twilio's API description 2010-04-01, "Retrieve a list of Message resources".
//
// The list is not narrowed by DateSent: a message that Twilio has and has not passed on yet has no such date, and must not look as if it were unknown. A
// number gets few messages from one house.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/http_client.h"

namespace accounts {

struct SoughtSms {
    std::string to;  // E.164
    std::string body;
    base::Time attempted_at{};  // when Twilio was asked to send it
};

// The first page. Its address holds the number: not for a log. Precondition: settings.configured().
base::HttpRequest twilio_list_request(const base::TwilioSettings& settings, std::string_view to);
// A page that SmsMore names.
base::HttpRequest twilio_page_request(const base::TwilioSettings& settings, std::string_view path);

// What one page tells.
//
// Twilio took it. `failure`: it gave up on it since, and why; else empty.
struct SmsFound {
    std::string reference;  // Twilio's sid
    std::string failure;
};
// It is on none of the pages so far, and there is another one.
struct SmsMore {
    std::string path;
};
// It is on none of the pages, and this was the last one.
struct SmsAbsent {};
// The question was not answered. `why` may be stored and logged; not to be asked again before `wait` is over.
struct SmsUnclear {
    std::string why;
    base::Millis wait{0};
};
using SmsPage = std::variant<SmsFound, SmsMore, SmsAbsent, SmsUnclear>;

SmsPage read_twilio_page(const base::TwilioSettings& settings, const SoughtSms& sought,
                         const base::HttpOutcome& outcome, base::Time now);

}  // namespace accounts
