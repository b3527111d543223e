#include "ws/activity.h"

#include <algorithm>

namespace ws {
namespace {

constexpr base::Millis named_every{std::chrono::minutes{1}};

}  // namespace

bool Activity::come(base::ParticipantId who, base::Time at, base::Time now) {
    Someone& someone = people_[who];
    ++someone.connections;
    return note(who, someone, std::min(at, now), now);
}

bool Activity::go(base::ParticipantId who) {
    const auto found = people_.find(who);
    if (found == people_.end() || --found->second.connections > 0) return false;
    const bool awake = found->second.awake;
    if (awake) awake_.erase({found->second.last, who});
    people_.erase(found);
    return awake;
}

bool Activity::act(base::ParticipantId who, base::Time now) {
    const auto found = people_.find(who);
    return found != people_.end() && note(who, found->second, now, now);
}

bool Activity::note(base::ParticipantId who, Someone& someone, base::Time at, base::Time now) {
    if (now - at >= away_after_) return false;
    if (now - at < named_every && now - someone.named >= named_every) {
        someone.named = now;
        seen_.push_back(who);
    }
    if (someone.awake && at <= someone.last) return false;
    if (someone.awake) awake_.erase({someone.last, who});
    someone.last = at;
    awake_.emplace(at, who);
    return !std::exchange(someone.awake, true);
}

std::vector<base::ParticipantId> Activity::fall_away(base::Time now, std::size_t most) {
    std::vector<base::ParticipantId> away;
    while (away.size() < most && !awake_.empty() && now - awake_.begin()->first >= away_after_) {
        const auto who = awake_.begin()->second;
        awake_.erase(awake_.begin());
        people_.at(who).awake = false;
        away.push_back(who);
    }
    return away;
}

std::vector<base::ParticipantId> Activity::take_seen() {
    std::ranges::sort(seen_);
    seen_.erase(std::unique(seen_.begin(), seen_.end()), seen_.end());
    return std::exchange(seen_, {});
}

void Activity::take_back_seen(const std::vector<base::ParticipantId>& people) {
    seen_.insert(seen_.end(), people.begin(), people.end());
}

}  // namespace ws
