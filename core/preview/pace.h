// How often pages are fetched, so that nobody can make the house attack somebody: a bound for all and one for each host, over the time just past.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "core/base/clock.h"

namespace preview {

// Of one process; only the holder of the job's lease fetches. One thread.
class Pace {
public:
    Pace(std::uint32_t most, std::uint32_t most_per_host, base::Millis within)
        : most_(most),
          most_per_host_(most_per_host),
          within_(within) {}

    // Whether this host may be asked now; then it counts.
    bool take(const std::string& host, base::Time now) {
        while (!lately_.empty() && lately_.front().first <= now - within_) lately_.pop_front();
        const auto of_host = std::ranges::count(lately_, host, &Asked::second);
        if (lately_.size() >= most_ || static_cast<std::uint64_t>(of_host) >= most_per_host_) return false;
        lately_.emplace_back(now, host);
        return true;
    }

private:
    using Asked = std::pair<base::Time, std::string>;
    std::uint32_t most_;
    std::uint32_t most_per_host_;
    base::Millis within_;
    std::deque<Asked> lately_;
};

}  // namespace preview
