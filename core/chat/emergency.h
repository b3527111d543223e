// On a bad night: for a time only members, or only verified people, write in a lounge, or slowly, or without links. Everybody goes on reading, and may take back
// what they wrote; staff write as usual.
#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/store/lounges.h"

namespace chat {

bool in_emergency(const store::Lounge& lounge, base::Time now);

struct Writing {
    const store::Lounge* lounge = nullptr;  // in an emergency; borrowed
    base::ParticipantId author{};
    bool guest = true;
    bool links = false;   // what they write holds a link
    bool posting = true;  // false: an edit or a reaction, which the slow mode does not count
};

// One answer for each, in their order; nothing: it may be written. Slow mode looks at what a person has posted in the house. Two statements for each 64
// people at most, and none for guests who are refused anyway. Errors: members_write, verified_write, links_off, slow_down.
std::vector<std::optional<base::Error>> emergency_refusals(db::Connection& connection, base::Time now,
                                                           const std::vector<Writing>& writings);

}  // namespace chat
