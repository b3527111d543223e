// When each person who is connected has last done something. Who has not for a while is away: the longest idle come first, so that nobody has to look through all.
// Pure; the loop's thread.
#pragma once

#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/ids.h"

namespace ws {

class Activity {
public:
    explicit Activity(base::Millis away_after) : away_after_(away_after) {}

    // One more connection of somebody whose last act was at `at`. True when that makes them awake.
    bool come(base::ParticipantId who, base::Time at, base::Time now);
    // One connection less. True when it was the last of somebody awake.
    bool go(base::ParticipantId who);
    // Somebody who is connected does something. True when they were away.
    bool act(base::ParticipantId who, base::Time now);
    // Those who have become away by now; at most `most`, the others next time.
    std::vector<base::ParticipantId> fall_away(base::Time now, std::size_t most);
    // Those who have done something and were not named for a minute, sorted.
    std::vector<base::ParticipantId> take_seen();
    // They could not be stored: named again next time.
    void take_back_seen(const std::vector<base::ParticipantId>& people);

private:
    struct Someone {
        std::size_t connections = 0;
        bool awake = false;
        base::Time last{};
        base::Time named{};
    };
    bool note(base::ParticipantId who, Someone& someone, base::Time at, base::Time now);

    base::Millis away_after_;
    std::unordered_map<base::ParticipantId, Someone> people_;
    std::set<std::pair<base::Time, base::ParticipantId>> awake_;  // by their last act
    std::vector<base::ParticipantId> seen_;
};

}  // namespace ws
