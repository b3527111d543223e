// What a message said before: for moderators of its language room alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/accounts/session.h"
#include "core/audit/log.h"
#include "core/chat/post.h"
#include "core/store/lounges.h"
#include "core/store/message_changes.h"

namespace chat {

struct History {
    std::vector<store::EarlierText> earlier;  // oldest first
    std::optional<std::string> removed_text;  // as long as it is kept (limits.removed_kept)
};

// Nothing for whoever does not moderate there (accounts::refusal). Of a removed message each look stands in the audit log, before anything is shown; where
// nothing is kept any more there is nothing to note.
std::optional<History> history_of(db::Connection& connection, const House& house, const audit::Log& log,
                                  const store::Lounge& lounge, const accounts::Session& viewer,
                                  const store::Message& message);

}  // namespace chat
