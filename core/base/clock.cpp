#include "core/base/clock.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace base {

std::string to_iso8601(Time at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    const auto fraction = (at - seconds).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), fraction);
}

Time SystemClock::now() const { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }

}  // namespace base
