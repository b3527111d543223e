// What is a person's own in a lounge, apart from what everybody sees there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct OwnReaction {
    base::MessageId message;
    std::string emoji;
};
struct OwnInLounge {
    std::optional<base::Seq> read;  // how far they have read; nothing: they were never there
    std::vector<base::ParticipantId>
        blocked;  // whose words they do not want to see, at most as many as were asked for
    std::vector<OwnReaction> reactions;  // to the messages that were asked for
};
// One statement.
OwnInLounge own_in_lounge(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who,
                          const std::vector<base::MessageId>& messages, std::size_t most_blocked);

}  // namespace store
