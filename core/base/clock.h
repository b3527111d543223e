// Time comes from a Clock, so that tests can hold it still.
#pragma once

#include <chrono>
#include <string>

namespace base {

// A moment, milliseconds since 1970-01-01 UTC.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;

inline constexpr std::int64_t to_epoch_ms(Time at) { return at.time_since_epoch().count(); }
inline constexpr Time from_epoch_ms(std::int64_t ms) { return Time{Millis{ms}}; }

// "2026-01-02T03:04:05.678Z" (ISO 8601, UTC).
std::string to_iso8601(Time at);

// Any thread. Owned by main; passed by reference.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

}  // namespace base
