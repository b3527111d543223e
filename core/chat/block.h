// The personal block: whoever has blocked somebody sees nothing they say, gets nothing from them and is not found by them. Guests have it too, and it
// survives the step to a member. The blocked one is told nothing.
#pragma once

#include <optional>
#include <unordered_set>

#include "core/base/result.h"
#include "core/chat/post.h"

namespace chat {

// `repeated` when it was so already; else `others` has the blocker's own stream, to hint at. Errors: unknown_person, not_yourself, too_many_blocks.
base::Result<Posted> block(db::Connection& connection, const House& house, base::ParticipantId who,
                           base::ParticipantId whom);
// Errors: unknown_person.
base::Result<Posted> unblock(db::Connection& connection, const House& house, base::ParticipantId who,
                             base::ParticipantId whom);

// Whether one of the two has blocked the other: then they neither write to each other nor trade.
bool blocked_between(db::Connection& connection, base::ParticipantId one, base::ParticipantId other);

using Blocked = std::unordered_set<base::ParticipantId>;
// Whose messages this person does not want to see.
Blocked blocked_by(db::Connection& connection, const House& house, base::ParticipantId who);

// The person named by the payload of a block or unblock event.
std::optional<base::ParticipantId> blocked_person(std::string_view payload);

}  // namespace chat
