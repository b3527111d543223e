// Direct messages as rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/messages.h"

namespace store {

// As it is read, with both names.
struct DirectMessage {
    base::DirectId id;
    base::ConversationId conversation;
    base::Seq seq = 0;  // place in the conversation
    base::ParticipantId author;
    std::string author_name;
    base::ParticipantId to;
    std::string client_id;
    std::string body;    // empty when removed
    std::string format;  // as of a Message
    bool removed = false;
    base::Time at{};
};

struct NewDirect {
    base::ConversationId conversation;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string_view client_id;
    std::string_view body;
    std::string_view format;
    base::Time at{};
};
// Throws db::Duplicate when the client id exists.
base::DirectId add_direct(db::Connection& connection, const NewDirect& message);

// What was sent with these client ids earlier.
std::vector<DirectMessage> find_directs(db::Connection& connection, const std::vector<ClientKey>& keys);
std::vector<DirectMessage> find_directs(db::Connection& connection, const std::vector<base::DirectId>& ids);

// How many direct messages each of these people sent since `since`, and when the first of those was.
std::vector<Pace> direct_pace_since(db::Connection& connection,
                                    const std::vector<base::ParticipantId>& people, base::Time since);

// At most `most` before (after) a place, ascending.
std::vector<DirectMessage> directs_before(db::Connection& connection, base::ConversationId conversation,
                                          base::Seq before, std::size_t most);
std::vector<DirectMessage> directs_after(db::Connection& connection, base::ConversationId conversation,
                                         base::Seq after, std::size_t most);

// The text goes, the place stays. False when it was removed already or is not the author's.
bool remove_direct(db::Connection& connection, base::DirectId id, base::ParticipantId author, base::Time now);

}  // namespace store
