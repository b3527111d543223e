// Whoever is named in a message hears of it in their own stream, if they may read it where it is said.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/config.h"
#include "core/chat/draft.h"
#include "core/chat/hints.h"
#include "core/chat/seats.h"
#include "core/store/events.h"

namespace chat {

inline constexpr std::string_view mention_kind = "mention";

// Whoever has blocked the author is not told that they are named. Asks the database only when somebody is.
void leave_out_blockers(db::Connection& connection, Draft& draft, base::ParticipantId author);

// Whoever may not read in the lounge is not told either: not of the age category, or without a place where places are bounded. `seats` know of those named.
void shut_out(Draft& draft, const store::Lounge& lounge, const Seats& seats, base::RedLounges red_lounges,
              base::Time now);

// Those named who are told: everybody but the author and whoever is shut out.
std::vector<store::Named> told_in(const Draft& draft, base::ParticipantId author);

struct Mentioning {
    base::MessageId id;
    base::LoungeId lounge;
    std::string_view lounge_slug;
    base::Time at{};
    base::Time push_at{};  // when browsers of closed pages are told
};
// Stores who is named and adds an event to the stream of each who is told. Inside a transaction that holds these streams; `seqs` are their last numbers and grow.
// Returns what to hint after the commit.
std::vector<Hint> add_mentions(db::Connection& connection, const Draft& draft, base::ParticipantId author,
                               const Mentioning& message, store::LastSeqs& seqs);

}  // namespace chat
