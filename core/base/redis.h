// A connection to Redis. The only door to hiredis.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"

struct redisContext;

namespace base {

// No answer, or not the one that was asked for; whether the command took effect is unknown.
class RedisError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One thread at a time, and one process: connects at the first command, so it may be made before a fork and used after. `clock` is borrowed. The program
// must ignore SIGPIPE, which hiredis does not keep from it.
class Redis {
public:
    Redis(RedisSettings settings, const Clock& clock);
    ~Redis();
    Redis(const Redis&) = delete;
    Redis& operator=(const Redis&) = delete;

    // Sends one command and returns the list of whole numbers that it must answer. Connecting and each wait take 200 ms at most (looking up a host's name
    // is up to the resolver). Whatever goes wrong ends the connection, is logged, and is RedisError; for a second after it every call throws at once, so
    // that a Redis that hangs holds nobody up and the log stays readable. Callers need another way.
    std::vector<std::int64_t> integers(std::span<const std::string_view> command);

private:
    struct Closer {
        void operator()(redisContext* context) const;
    };

    void connect();
    void greet();
    [[noreturn]] void fail(const std::string& reason);

    RedisSettings settings_;
    const Clock& clock_;
    std::unique_ptr<redisContext, Closer> context_;
    std::optional<Time> failed_at_;  // until a command is answered again
};

}  // namespace base
