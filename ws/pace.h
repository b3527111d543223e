// When what waits in the outboxes goes out. At rest a frame leaves at once. A round of writes that was large takes nginx and the kernel a while too, so the next
// one waits for about as long: what comes in meanwhile goes out with it, in the same write. Under pressure rounds are further apart. Pure; the loop's thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace ws {

class Pace {
public:
    using Duration = std::chrono::microseconds;
    using Instant = std::chrono::steady_clock::time_point;

    // How far apart rounds are: so much for each socket that the last one wrote to, and never more than `longest`.
    struct Gap {
        Duration per_write;
        Duration longest;
    };
    static constexpr Gap at_ease{Duration{5}, Duration{50'000}};
    static constexpr Gap gathering{Duration{100}, Duration{100'000}};

    // Whether rounds that find more than one frame for each socket wait longer. Applies from the next round on.
    void gather(bool on) { gather_ = on; }

    // How long a round has yet to wait; 0 when it may begin.
    Duration wait(Instant now) const {
        return std::max(Duration::zero(), std::chrono::duration_cast<Duration>(next_ - now));
    }
    // A round begins: it brings so many deliveries to so many sockets. Where each gets a single one there is nothing to gather, and waiting would only be late.
    void began(Instant now, std::size_t sockets, std::uint64_t deliveries) {
        const Gap gap = gather_ && deliveries >= 2 * sockets ? gathering : at_ease;
        next_ = now + std::min(gap.longest, gap.per_write * static_cast<Duration::rep>(sockets));
    }

private:
    bool gather_ = false;
    Instant next_{};
};

}  // namespace ws
