// What is sent by SMS: bounded, then laid into the outbox, from which the job takes it (admin/sms_job).
#pragma once

#include <optional>
#include <string>

#include "core/accounts/keyring.h"
#include "core/accounts/phone.h"
#include "core/accounts/rate_limit.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace accounts {

struct Sms {
    std::optional<base::UserId> user;
    Phone phone;
    std::string body;     // as it is sent
    std::string address;  // who asked for it, as nginx sees it
    base::Time expires_at{};
};

struct SmsHouse {
    const Keyring& keyring;
    const base::Clock& clock;
    const base::Config& config;
    std::string_view rate_limit_key;
    base::Redis* redis = nullptr;

    LimitHouse limits() const { return {clock, config.limits, rate_limit_key, redis}; }
};

// Counts against the caps: for each phone, address prefix and day, and for the house and day. Before anything is stored, in no transaction. Nothing when
// it may be sent; else too_many_sms.
std::optional<base::Error> sms_refusal(db::Connection& connection, const SmsHouse& house, const Phone& phone,
                                       std::string_view address);

// Inside the caller's transaction.
void queue_sms(db::Connection& connection, const SmsHouse& house, const Sms& sms);

}  // namespace accounts
