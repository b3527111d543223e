// Reactions: one of each emoji for each person and message. Writing happens inside a transaction that holds the message's row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/messages.h"

namespace store {

// False when they had reacted so before; then nothing changed.
bool add_reaction(db::Connection& connection, base::MessageId message, std::string_view emoji,
                  base::ParticipantId who, base::Time now);
// False when they had not.
bool remove_reaction(db::Connection& connection, base::MessageId message, std::string_view emoji,
                     base::ParticipantId who);

// How many people reacted with this emoji.
std::uint64_t reactions_with(db::Connection& connection, base::MessageId message, std::string_view emoji);
// How many different emoji a message has.
std::uint64_t different_emoji(db::Connection& connection, base::MessageId message);

struct Reaction {
    base::MessageId message;
    std::string emoji;
    std::uint64_t people = 0;
    bool mine = false;
};
// To these messages, for a viewer; each message's in the order in which they came first. Asks only when somebody reacted to one of them.
std::vector<Reaction> reactions_to(db::Connection& connection, const std::vector<Message>& messages,
                                   base::ParticipantId viewer);
std::vector<Reaction> reactions_to(db::Connection& connection, const std::vector<base::MessageId>& messages,
                                   base::ParticipantId viewer);

}  // namespace store
