// Who may write to whom: members to members, where neither has blocked the other.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "core/chat/post.h"
#include "core/store/blocks.h"
#include "core/store/conversations.h"

namespace chat {

using Correspondents = std::unordered_map<base::ParticipantId, store::Correspondent>;

// Why one of these people cannot write to the other; nothing when they can. `blocks`: those that stand between the two, among others. Pure.
// Errors: session_ended, direct_members_only, muted, not_yourself, you_blocked, unknown_person, direct_to_guest, takes_no_direct (also for whoever is
// blocked: they are told no more).
std::optional<base::Error> refusal(const Correspondents& people, const std::vector<store::Block>& blocks,
                                   base::ParticipantId author, base::ParticipantId to, base::Time now);

// The same, asked of the database: for pages. Pace and text are another matter.
std::optional<base::Error> direct_refusal(db::Connection& connection, const House& house,
                                          base::ParticipantId author, base::ParticipantId to);

// To whom they have blocked, people are offline: the same list, as `who` may know it.
void veil_availability(db::Connection& connection, base::ParticipantId who, std::vector<store::Talk>& talks);

}  // namespace chat
