// SMS whose sending has an UNKNOWN outcome, and what the provider says about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/store/sms_outbox.h"

namespace store {

struct DoubtfulSms {
    SmsId id;
    Sealed phone;
    Sealed body;
    unsigned attempts = 0;
    base::Time attempted_at{};
    unsigned absences = 0;
    std::string last_error;  // why the outcome is not known
};

// The UNKNOWN message that `sender` tried to send, is still of use, and has been due for asking longest. Nobody else asks meanwhile (the job's fence); the
// operator may have it sent again or drop it.
std::optional<DoubtfulSms> next_doubtful_sms(db::Connection& connection, std::string_view sender,
                                             base::Time now);

struct SmsInquiry {
    std::string_view word;  // what the provider said: without number and text
    unsigned absences = 0;
    base::Time ask_at{};  // again, as long as it is UNKNOWN
};
// Does nothing to a message that is not UNKNOWN any more.
void note_sms_inquiry(db::Connection& connection, SmsId id, const SmsInquiry& inquiry);

}  // namespace store
