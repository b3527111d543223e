// Messages of lounges.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

// A message as it is read, with its author's name.
struct Message {
    base::MessageId id;
    base::LoungeId lounge;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string author_name;
    bool guest = true;
    std::string client_id;
    std::string body;  // empty when removed
    bool removed = false;
    base::Time at{};
};

struct NewMessage {
    base::LoungeId lounge;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string_view client_id;
    std::string_view body;
    base::Time at{};
};

// What a post with this client id led to earlier.
struct Stored {
    base::MessageId id;
    base::LoungeId lounge;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string client_id;
    base::Time at{};
};
using ClientKey = std::pair<base::ParticipantId, std::string_view>;
std::vector<Stored> find_by_client_ids(db::Connection& connection, const std::vector<ClientKey>& keys);

// How many posts each of these people made since `since`, and when the first of those was.
struct Pace {
    base::ParticipantId participant;
    std::uint64_t posts = 0;
    base::Time first{};
};
std::vector<Pace> pace_since(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                             base::Time since);

// Ids in the order given. Throws db::Duplicate when one of the client ids exists; then none was added that the caller's savepoint does not undo.
std::vector<base::MessageId> add_messages(db::Connection& connection,
                                          const std::vector<NewMessage>& messages);

// At most `most` messages before (after) a place, in ascending order.
std::vector<Message> messages_before(db::Connection& connection, base::LoungeId lounge, base::Seq before,
                                     std::size_t most);
std::vector<Message> messages_after(db::Connection& connection, base::LoungeId lounge, base::Seq after,
                                    std::size_t most);

}  // namespace store
