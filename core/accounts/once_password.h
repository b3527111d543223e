// The password that goes out by SMS, or is handed over by the operator: good for half an hour and one sign-in. For core/accounts alone.
#pragma once

#include <string>

#include "core/accounts/members.h"
#include "core/accounts/rate_limit.h"

namespace accounts {

struct OncePassword {
    std::string text;
    std::string hash;
    base::Time expires_at{};
};
OncePassword make_once(const Keyring& keyring, const base::Limits& limits, base::Time now,
                       const Phone& phone);

// `text` has {1} where the password goes.
Sms once_sms(const OncePassword& once, base::UserId user, const Phone& phone, std::string_view text,
             std::string_view address);

// Counts one attempt of this rule; too_many_attempts when there were enough.
std::optional<base::Error> attempt_refusal(db::Connection& connection, const MemberHouse& house,
                                           LimitRule rule, std::string_view subject);

}  // namespace accounts
