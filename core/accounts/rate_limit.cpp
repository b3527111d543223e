#include "core/accounts/rate_limit.h"

#include <algorithm>

#include "core/accounts/address.h"
#include "core/accounts/limit_store.h"
#include "core/base/crypto.h"

namespace accounts {
namespace {

struct Rule {
    std::string_view name;
    std::uint64_t hits;
    base::Millis per;
    base::ErrorCode refusal;
};

Rule rule_of(LimitRule rule, const base::Limits& l) {
    using enum LimitRule;
    using enum base::ErrorCode;
    const auto attempts = [&](std::string_view name) {
        return Rule{name, l.attempts, l.attempts_per, too_many_attempts};
    };
    switch (rule) {
        case entry:
            return {"entry", l.entries, l.entries_per, too_many_entries};
        case rush:
            return {"rush", l.rush_entries, l.rush_entries_per, too_many_entries};
        case heartbeat:
            return {"heartbeat", l.heartbeats, l.heartbeats_per, too_many_heartbeats};
        case sign_up:
            return attempts("sign_up");
        case sign_in:
            return attempts("sign_in");
        case change_password:
            return attempts("change_password");
        case forgot_password:
            return attempts("forgot_password");
        case second_step:
            return attempts("second_step");
        case removal:
            return {"removal", l.removals, l.removals_per, too_many_removals};
        case phone_attempt:
            return attempts("phone");
        case sms_from_prefix:
            return {"sms_prefix", l.sms_per_prefix, l.sms_window, too_many_sms};
        case sms_to_phone:
            return {"sms_phone", l.sms_per_phone, l.sms_window, too_many_sms};
        case sms:
            return {"sms", l.sms_per_day, l.sms_window, too_many_sms};
        case upload:
            return {"upload", l.uploads, l.uploads_per, too_many_uploads};
        case order:
            return {"order", l.orders, l.orders_per, too_many_orders};
        case webhook:
            return {"webhook", l.webhooks, l.webhooks_per, too_many_requests};
        case none:
        case api:
            break;
    }
    return {"api", l.api_requests, l.api_requests_per, too_many_requests};
}

store::Window count_hit(db::Connection& connection, base::Redis* redis, std::string_view bucket,
                        base::Millis length, base::Time now) {
    if (redis != nullptr) {
        try {
            return RedisLimits(*redis).count_hit(bucket, length, now);
        } catch (const base::RedisError&) {
            // Logged where it arose, when it was news.
        }
    }
    return DatabaseLimits(connection).count_hit(bucket, length, now);
}

}  // namespace

Allowance use(db::Connection& connection, const LimitHouse& house, LimitRule rule, std::string_view subject) {
    if (rule == LimitRule::none) return {};
    const Rule bound = rule_of(rule, house.limits);
    const std::string bucket =
        std::string(bound.name) + ":" + base::hmac_sha256(house.key, prefix_of(subject));
    const base::Time now = house.clock.now();
    const store::Window window = count_hit(connection, house.redis, bucket, bound.per, now);
    return {.allowed = window.hits <= bound.hits,
            .limit = bound.hits,
            .remaining = bound.hits - std::min(bound.hits, window.hits),
            .reset_in = std::max(base::Millis{0}, window.ends_at - now)};
}

base::Error refusal_of(LimitRule rule, const Allowance& allowance) {
    return {rule_of(rule, {}).refusal, allowance.reset_in};
}

}  // namespace accounts
