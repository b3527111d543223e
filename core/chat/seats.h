// Who of the authors of a batch has a place where places are bounded: asked once for all of them, and not at all where no lounge has a bound.
#pragma once

#include <set>
#include <unordered_map>
#include <vector>

#include "core/store/admissions.h"
#include "core/store/lounges.h"

namespace chat {

class Seats {
public:
    using Lounges = std::unordered_map<base::LoungeId, store::Lounge>;

    // Inside the caller's transaction. `seats` may name lounges that are not among `lounges`.
    void find(db::Connection& connection, const Lounges& lounges, const std::vector<store::Seat>& seats) {
        std::vector<store::Seat> bounded;
        for (const auto& seat : seats) {
            const auto lounge = lounges.find(seat.first);
            if (lounge != lounges.end() && lounge->second.capacity) bounded.push_back(seat);
        }
        for (const auto& seat : store::seated(connection, bounded)) taken_.insert(seat);
    }

    bool shut_out(const store::Lounge& lounge, base::ParticipantId who) const {
        return lounge.capacity && !taken_.contains({lounge.id, who});
    }

private:
    std::set<store::Seat> taken_;
};

}  // namespace chat
