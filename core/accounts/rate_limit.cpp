#include "core/accounts/rate_limit.h"

#include <algorithm>

#include "core/base/crypto.h"
#include "core/store/rate_limits.h"

namespace accounts {
namespace {

struct Rule {
    std::string_view name;
    std::uint64_t hits;
    base::Millis per;
};

Rule rule_of(LimitRule rule, const base::Limits& limits) {
    if (rule == LimitRule::entry) return {"entry", limits.entries, limits.entries_per};
    return {"api", limits.api_requests, limits.api_requests_per};
}

}  // namespace

Allowance use(db::Connection& connection, const base::Clock& clock, const base::Limits& limits,
              LimitRule rule, std::string_view address, std::string_view key) {
    if (rule == LimitRule::none) return {};
    const Rule bound = rule_of(rule, limits);
    const std::string bucket = std::string(bound.name) + ":" + base::hmac_sha256(key, address);
    const base::Time now = clock.now();
    const store::Window window = store::count_hit(connection, bucket, bound.per, now);
    return {.allowed = window.hits <= bound.hits,
            .limit = bound.hits,
            .remaining = bound.hits - std::min(bound.hits, window.hits),
            .reset_in = std::max(base::Millis{0}, window.ends_at - now)};
}

}  // namespace accounts
