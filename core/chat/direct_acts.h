// What the two do in their conversation besides writing: read, and take back what they wrote.
#pragma once

#include "core/chat/direct.h"

namespace chat {

// They have seen everything up to this place; an event of their own stream, so that their other windows know. `repeated` when they had read as far.
// Errors: unknown_person (they have no conversation with this one).
base::Result<Posted> read_direct(db::Connection& connection, const House& house, base::ParticipantId reader,
                                 base::ParticipantId peer, base::Seq upto);

// The text goes for both, the place stays; an event of both streams. `repeated` when it was gone already. Errors: unknown_message, not_yours.
base::Result<Posted> remove_direct(db::Connection& connection, const House& house, base::ParticipantId author,
                                   base::ParticipantId peer, base::Seq place);

}  // namespace chat
