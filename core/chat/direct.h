// Direct messages: members write to members. One rule for form and socket, as core/chat/post is for lounges, with the same promise: an accepted message is
// committed before this returns, exists once however often it is retried, and is an event of both people's own streams.
#pragma once

#include <string>
#include <vector>

#include "core/chat/post.h"
#include "core/store/conversations.h"
#include "core/store/direct_messages.h"

namespace chat {

struct Direct {
    base::ParticipantId author;
    base::ParticipantId to;
    std::string client_id;
    std::string body;  // as typed
};

// One outcome for each, in their order: `seq` is the place in the conversation, `others` the streams to hint at. One transaction; a refusal concerns its own
// message alone. Throws db::ConnectionLost when it is unknown whether it was stored: send the same again.
// Errors: direct_members_only, unknown_person, not_yourself, direct_to_guest, you_blocked, takes_no_direct (also for whoever is blocked: they are told no
// more), too_many_conversations, session_ended, muted, slow_down, bad_id and those of a body.
std::vector<base::Result<Posted>> direct_batch(db::Connection& connection, const House& house,
                                               const std::vector<Direct>& messages);
base::Result<Posted> direct(db::Connection& connection, const House& house, const Direct& message);

}  // namespace chat
