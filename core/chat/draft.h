// What is stored of a text that somebody typed: checked, with its format and whom it names. One rule for posts, edits and direct messages.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/db/connection.h"
#include "core/store/participants.h"

namespace chat {

struct Draft {
    std::string body;
    std::string format;  // JSON of core/chat/format.h; empty: plain text
    bool links = false;
    std::vector<store::Named> named;
    std::set<base::ParticipantId> shut_out = {};  // of those named: who may not read it where it is said
};

// Errors: body_empty (not where a picture speaks for itself), body_too_long, body_invalid. Asks the database only when the text names somebody.
base::Result<Draft> draft_of(db::Connection& connection, std::string_view typed, const base::Limits& limits,
                             bool with_picture = false);

}  // namespace chat
