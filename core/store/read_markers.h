// How far people have read, and what they have not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct ReadMarker {
    base::ParticipantId participant;
    base::LoungeId lounge;
    base::Seq seq = 0;
};

// A marker only ever moves on. Several of one person and lounge may be among them.
void set_read(db::Connection& connection, const std::vector<ReadMarker>& markers);
// Nothing when they were never there.
std::optional<base::Seq> read_upto(db::Connection& connection, base::ParticipantId participant,
                                   base::LoungeId lounge);
// The lounges that this person was in, where something has happened since.
std::vector<ReadMarker> lounges_gone_on(db::Connection& connection, base::ParticipantId participant);

// The places of the messages after each marker, at most `most` of each lounge, ascending within it. Rows and not a COUNT: it is bounded all the same, and a
// page says "99+".
struct UnreadMessage {
    base::LoungeId lounge;
    base::Seq seq = 0;
    base::MessageId id;
    base::ParticipantId author;
};
std::vector<UnreadMessage> unread_after(db::Connection& connection, const std::vector<ReadMarker>& markers,
                                        std::size_t most);

// How many messages of a lounge name this person, from this one on; at most `most`. (Within a lounge ids rise as places do.)
std::size_t mentions_since(db::Connection& connection, base::ParticipantId participant, base::LoungeId lounge,
                           base::MessageId first, std::size_t most);

// For the person themselves: every lounge they were in, by its slug.
struct LoungeRead {
    std::string lounge;
    base::Seq seq = 0;
};
std::vector<LoungeRead> lounges_read(db::Connection& connection, base::ParticipantId participant);

// Of guests who have gone.
void forget_guests_markers(db::Connection& connection, const std::vector<base::ParticipantId>& people);

}  // namespace store
