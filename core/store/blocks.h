// Who has blocked whom.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

// False when it was so already.
bool add_block(db::Connection& connection, base::ParticipantId blocker, base::ParticipantId blocked,
               base::Time now);
bool remove_block(db::Connection& connection, base::ParticipantId blocker, base::ParticipantId blocked);

// At most `most`, in no order.
std::vector<base::ParticipantId> blocked_by(db::Connection& connection, base::ParticipantId blocker,
                                            std::size_t most);

struct BlockedPerson {
    base::ParticipantId who;
    std::string name;
    base::Time since{};
};
// By name.
std::vector<BlockedPerson> blocked_people(db::Connection& connection, base::ParticipantId blocker);

struct Block {
    base::ParticipantId blocker;
    base::ParticipantId blocked;
};
// The blocks that stand within these pairs, either way.
std::vector<Block> blocks_between(
    db::Connection& connection,
    const std::vector<std::pair<base::ParticipantId, base::ParticipantId>>& pairs);

}  // namespace store
