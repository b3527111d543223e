// Where the uses that limits bound are counted: for all workers, and over their restarts. For core/accounts alone.
#pragma once

#include <string_view>

#include "core/base/redis.h"
#include "core/store/rate_limits.h"

namespace accounts {

// Fixed windows: the first hit of a bucket opens one of this length, every hit up to its end counts, the first one at or after the end opens the next.
// Time is the caller's. The bucket may be any bytes.
class LimitStore {
public:
    virtual ~LimitStore() = default;
    // One atomic step: no two callers are told the same number of hits.
    virtual store::Window count_hit(std::string_view bucket, base::Millis length, base::Time now) = 0;
};

// The built-in one, a table. Outside of any transaction. Throws what the connection throws.
class DatabaseLimits final : public LimitStore {
public:
    explicit DatabaseLimits(db::Connection& connection) : connection_(connection) {}
    store::Window count_hit(std::string_view bucket, base::Millis length, base::Time now) override {
        return store::count_hit(connection_, bucket, length, now);
    }

private:
    db::Connection& connection_;
};

// Keys "chatroom:limit:..." that expire by themselves; one round trip. Throws base::RedisError.
class RedisLimits final : public LimitStore {
public:
    explicit RedisLimits(base::Redis& redis) : redis_(redis) {}
    store::Window count_hit(std::string_view bucket, base::Millis length, base::Time now) override;

private:
    base::Redis& redis_;
};

}  // namespace accounts
