// Conversations of two: which there are, how far each of the two has read.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"
#include "core/store/messages.h"
#include "core/store/participants.h"

namespace store {

// In either order.
using Pair = std::pair<base::ParticipantId, base::ParticipantId>;

struct Conversation {
    base::ConversationId id;
    base::ParticipantId low;
    base::ParticipantId high;
    base::Seq last_seq = 0;
};

// What it takes to write and to be written to.
struct Correspondent {
    Participant person;
    base::StreamId stream;
    bool takes_direct = false;
};
// Locked against change until the transaction ends.
std::vector<Correspondent> lock_correspondents(db::Connection& connection,
                                               const std::vector<base::ParticipantId>& ids);

std::optional<Conversation> find_conversation(db::Connection& connection, const Pair& pair);
// Those there are, locked until the transaction ends.
std::vector<Conversation> lock_conversations(db::Connection& connection, std::vector<Pair> pairs);
// A new one. When somebody else has just opened it, that one, locked.
Conversation open_conversation(db::Connection& connection, base::ParticipantId opener,
                               base::ParticipantId other, base::Time now);
// How many each of these people opened since `since`, and when the first of those was.
std::vector<Pace> opened_since(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                               base::Time since);

// A message of `author` has taken the place `seq`. Under the lock.
void advance(db::Connection& connection, const Conversation& conversation, base::ParticipantId author,
             base::Seq seq, base::Time now);
// Under the lock. False when they had read as far already.
bool set_read(db::Connection& connection, const Conversation& conversation, base::ParticipantId reader,
              base::Seq upto);

// One line of somebody's list.
struct Talk {
    base::ConversationId conversation;
    base::ParticipantId peer;
    std::string peer_name;
    bool peer_gone = false;
    std::string availability;  // as in store::Person
    std::uint64_t unread = 0;
    base::Time last_at{};
    std::string last_text;  // empty when removed
    bool last_is_own = false;
};
// A place in the list.
struct TalkPlace {
    base::Time last_at{};
    base::ConversationId conversation;
};
// Newest first, from `after` on.
std::vector<Talk> talks_of(db::Connection& connection, base::ParticipantId who,
                           const std::optional<TalkPlace>& after, std::size_t most);

struct ReadPlace {
    base::Seq read_seq = 0;
    std::uint64_t unread = 0;
};
ReadPlace read_place(db::Connection& connection, base::ConversationId conversation, base::ParticipantId who);

bool takes_direct(db::Connection& connection, base::UserId user);
void set_takes_direct(db::Connection& connection, base::UserId user, bool takes);

}  // namespace store
