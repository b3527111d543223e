// What somebody does for themselves: blocks, reads, takes a direct message back. One rule for forms and sockets; each is a transaction of its own.
#pragma once

#include "core/chat/post.h"

namespace chat {

struct Personal {
    enum class Kind { block, unblock, read_direct, remove_direct };
    Kind kind = Kind::block;
    base::ParticipantId who;
    base::ParticipantId whom;  // is blocked, or is the other of a conversation
    base::Seq place = 0;       // in that conversation
};

// `repeated` when it was so already; else `others` has the streams to hint at. Errors: those of the rule (core/chat/block.h, core/chat/direct_acts.h), and
// slow_down. (Reading is not counted: it changes nothing the second time.)
base::Result<Posted> personal(db::Connection& connection, const House& house, const Personal& act);

}  // namespace chat
