// Commands to a Redis whose answers are numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/redis_link.h"

namespace base {

// One thread at a time, and one process: connects at the first command, so it may be made before a fork and used after. `clock` is borrowed. The program
// must ignore SIGPIPE, which hiredis does not keep from it.
class Redis {
public:
    Redis(RedisSettings settings, const Clock& clock);
    ~Redis();
    Redis(const Redis&) = delete;
    Redis& operator=(const Redis&) = delete;

    // Sends one command and returns the whole number, or the list of them, that it must answer. Connecting and each wait take 200 ms at most. Whatever goes
    // wrong ends the connection, is logged, and is RedisError; for a second after it every call throws at once, so that a Redis that hangs holds nobody up
    // and the log stays readable. Callers need another way.
    std::vector<std::int64_t> integers(std::span<const std::string_view> command);

private:
    void fail(const std::string& reason);

    RedisSettings settings_;
    const Clock& clock_;
    RedisLink link_;
    std::optional<Time> failed_at_;  // until a command is answered again
};

}  // namespace base
