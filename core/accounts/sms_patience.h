// An SMS that may have been sent, or not: when the provider is asked about it, and from when on its not knowing it is believed. Pure.
//
// A request that was cut off may still be worked on, and a new message may take a while to show in the provider's list. So nobody is asked before
// `sms_ask_after`; and an SMS counts as not sent when the provider was asked twice and did not know it, the second time at least `sms_absent_after` after
// the attempt. A password lives half an hour: there is time for another attempt then. Should a message show later still, the same text arrives twice; the
// provider's list promises no time, and a person without a password cannot come in at all.
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/base/limits.h"

namespace accounts {

struct UncertainSms {
    base::Time attempted_at{};
    unsigned absences = 0;  // answers that did not know it
};

// When to ask again about one that the provider has just said not to know, that answer counted. Nothing: it was not sent.
std::optional<base::Time> ask_after_absence(const base::Limits& limits, const UncertainSms& sms,
                                            base::Time now);
// When to ask again because the question was not answered. The waits double, up to ten minutes.
base::Time ask_after_silence(const base::Limits& limits, const UncertainSms& sms, base::Time now);

}  // namespace accounts
