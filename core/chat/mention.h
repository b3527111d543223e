// Whoever is named in a message hears of it in their own stream.
#pragma once

#include <string_view>
#include <vector>

#include "core/chat/draft.h"
#include "core/chat/hints.h"
#include "core/store/events.h"

namespace chat {

inline constexpr std::string_view mention_kind = "mention";

// Whoever has blocked the author is not told that they are named. Asks the database only when somebody is.
void leave_out_blockers(db::Connection& connection, Draft& draft, base::ParticipantId author);

// Those named who are told: everybody but the author.
std::vector<store::Named> told_in(const Draft& draft, base::ParticipantId author);

struct Mentioning {
    base::MessageId id;
    std::string_view lounge_slug;
    base::Time at{};
};
// Stores who is named and adds an event to each one's stream. Inside a transaction that holds these streams; `seqs` are their last numbers and grow.
// Returns what to hint after the commit.
std::vector<Hint> add_mentions(db::Connection& connection, const Draft& draft, base::ParticipantId author,
                               const Mentioning& message, store::LastSeqs& seqs);

}  // namespace chat
