// How often one address, or one phone, may do a thing.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/redis.h"
#include "core/base/result.h"
#include "core/db/connection.h"

namespace accounts {

enum class LimitRule {
    none,
    // by address
    api,
    entry,
    rush,  // in all
    heartbeat,
    sign_up,
    sign_in,
    change_password,
    forgot_password,
    second_step,
    removal,
    sms_from_prefix,
    // by phone
    phone_attempt,
    sms_to_phone,
    webhook,  // by address
    // by person
    upload,
    order,
    // in all
    sms,
};

struct Allowance {
    bool allowed = true;
    std::uint64_t limit = 0;
    std::uint64_t remaining = 0;
    base::Millis reset_in{0};
};

// Borrowed.
struct LimitHouse {
    const base::Clock& clock;
    const base::Limits& limits;
    std::string_view key;          // keeps subjects unreadable where they are counted
    base::Redis* redis = nullptr;  // of this thread; nothing: the database counts
};

// Counts one use of the rule by this subject and says whether it is allowed. The subject is an address as nginx sees it (an IPv6 one counts as its /64),
// a phone's keyed hash, a person's number, or empty for what counts in all. Redis counts when there is one and it answers, else the database: a limit never falls open, but
// each of the two counts by itself.
Allowance use(db::Connection& connection, const LimitHouse& house, LimitRule rule, std::string_view subject);

// What a refused use is called: too_many_requests, too_many_entries, too_many_attempts, too_many_heartbeats, too_many_uploads, too_many_removals or too_many_sms, with the time to wait. Pure.
base::Error refusal_of(LimitRule rule, const Allowance& allowance);

}  // namespace accounts
