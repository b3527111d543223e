// What the house itself says in lounges: a message of type SYSTEM. It is an event of the lounge's sequence like any other message, and reaches every reader the
// same way; nobody can edit it or take it back.
#pragma once

#include <string>
#include <vector>

#include "core/audit/log.h"
#include "core/chat/post.h"
#include "core/store/lounges.h"

namespace chat {

struct Announcement {
    std::vector<store::Lounge> lounges;  // at least one
    std::string text;                    // as typed; the rule and the formats of any message
    std::string actor;                   // audit::by_operator: whoever may do so was asked before
};

// One transaction for all of them, with one row in the record. Returns what is to be hinted at after it. Errors: those of draft_of. Throws db::Error.
base::Result<std::vector<Hint>> announce(db::Connection& connection, const House& house,
                                         const audit::Log& log, const Announcement& announcement);

}  // namespace chat
