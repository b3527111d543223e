// What others publish on one channel of a Redis.
#pragma once

#include <optional>
#include <string>

#include "core/base/redis_link.h"

namespace base {

// One thread at a time. The program must ignore SIGPIPE.
class RedisSubscription {
public:
    RedisSubscription(RedisSettings settings, std::string channel);
    ~RedisSubscription();
    RedisSubscription(const RedisSubscription&) = delete;
    RedisSubscription& operator=(const RedisSubscription&) = delete;

    // The next message; nothing when none came within `patience`. Connects when there is no connection. After each silence the server must show within one
    // more `patience` that it is still there. Throws RedisError when it is not; what was published until the next call connects anew is missed.
    std::optional<std::string> next(Millis patience);

private:
    void subscribe(Millis patience);
    std::optional<std::string> take_answer();
    bool wait_readable(Millis patience) const;
    void ask_for_a_sign_of_life();

    RedisSettings settings_;
    std::string channel_;
    RedisLink link_;
    bool asked_ = false;
};

}  // namespace base
