// How far somebody has read, and what they have missed: not what they said themselves, nor what people said whom they have blocked.
#pragma once

#include <map>
#include <optional>

#include "core/chat/block.h"
#include "core/store/read_markers.h"

namespace chat {

// A number of messages, counted up to a bound.
struct Counted {
    std::size_t messages = 0;
    bool or_more = false;  // there are more than that
};

struct Missed {
    Counted count;
    std::size_t mentions = 0;  // that name the person; counted up to the same bound
    base::Seq first = 0;
};
// The person, who had read up to `read` (nothing: was never there), has the newest of a lounge before them, up to `reached`: from now on it is read. What was
// said since; nothing when nothing was, or they were never there.
std::optional<Missed> catch_up(db::Connection& connection, base::ParticipantId participant,
                               base::LoungeId lounge, std::optional<base::Seq> read, base::Seq reached,
                               const Blocked& blocked, std::size_t most);

// Every lounge that the person was in and where something was said since: two statements, whatever the number of lounges and messages.
std::map<base::LoungeId, Counted> unread(db::Connection& connection, base::ParticipantId participant,
                                         const Blocked& blocked, std::size_t most);
// Of several lounges together.
Counted operator+(Counted one, Counted other);

}  // namespace chat
