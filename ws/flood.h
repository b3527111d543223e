// What the house leaves out when there is more to deliver than it can: first who is typing, then the lists of who is here (their counts stay), then promptness: deliveries
// are gathered into fewer writes. Messages are never left out. Pure; the loop's thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ws {

enum class FloodStep : std::uint8_t { calm, no_typing, counts_only, gathering };

constexpr std::string_view name_of(FloodStep step) {
    constexpr std::array<std::string_view, 4> names{"calm", "no typing", "counts only", "gathering"};
    return names[static_cast<std::size_t>(step)];
}

class Flood {
public:
    // Deliveries a second, one event to one socket, from which on each step holds.
    using Thresholds = std::array<std::uint64_t, 3>;

    FloodStep step() const { return step_; }

    // What the last second demanded. Up at once; down one step after several seconds below it, so that it does not flicker. True when the step changed.
    bool second(std::uint64_t deliveries, const Thresholds& from) {
        const FloodStep wanted = step_for(deliveries, from);
        if (wanted >= step_) {
            calmer_for_ = 0;
            const bool up = wanted > step_;
            step_ = wanted;
            return up;
        }
        if (++calmer_for_ < seconds_to_calm_down) return false;
        calmer_for_ = 0;
        step_ = static_cast<FloodStep>(static_cast<std::uint8_t>(step_) - 1);
        return true;
    }

private:
    static constexpr unsigned seconds_to_calm_down = 5;

    static FloodStep step_for(std::uint64_t deliveries, const Thresholds& from) {
        std::uint8_t step = 0;
        while (step < from.size() && deliveries >= from[step]) ++step;
        return static_cast<FloodStep>(step);
    }

    FloodStep step_ = FloodStep::calm;
    unsigned calmer_for_ = 0;
};

}  // namespace ws
