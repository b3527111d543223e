// What was said around something that somebody minds, kept as it was: what is removed or changed later stands in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace moderation {

struct EvidenceLine {
    base::Seq seq = 0;
    base::ParticipantId author{};
    std::string author_name{};
    base::Time at{};
    std::string body{};
    bool reported = false;
    bool picture = false;
};

// At most `lines` before and after the message `seq` and itself, as JSON. Inside the transaction that holds the message's lock.
std::string evidence_around(db::Connection& connection, base::LoungeId lounge, base::Seq seq,
                            std::size_t lines);
// What was kept; none when nothing was, or it is not JSON of that kind.
std::vector<EvidenceLine> kept_lines(std::string_view evidence);

}  // namespace moderation
