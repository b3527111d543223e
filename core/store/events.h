// Streams and their numbered events.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/db/connection.h"
#include "core/store/direct_messages.h"
#include "core/store/messages.h"

namespace store {

inline constexpr std::string_view message_kind = "message";

struct Event {
    base::StreamId stream;
    base::Seq seq = 0;
    std::string kind;
    base::Time at{};
    std::optional<Message> message;  // of kinds that are about one: the message as it stands now
    std::string payload;             // of other kinds: a JSON object; may be empty
    std::optional<DirectMessage> direct = std::nullopt;  // as `message`, for direct messages

    // A new message, and not what became of one.
    bool is_message() const { return kind == message_kind; }
};

struct NewEvent {
    base::StreamId stream;
    base::Seq seq = 0;
    std::string_view kind;
    std::optional<base::MessageId> message;
    std::optional<std::string_view> payload;
    base::Time at{};
    std::optional<base::DirectId> direct = std::nullopt;
};

using LastSeqs = std::unordered_map<base::StreamId, base::Seq>;

// Locks these streams, in the order of their ids, until the transaction ends, and gives their last numbers. Take this lock last.
LastSeqs lock_streams(db::Connection& connection, std::vector<base::StreamId> ids);
// Locks them likewise, moves each on by so many numbers at once, and gives what their last numbers were before. For whoever knows how many they will use, and
// uses them all or rolls back.
using Counts = std::map<base::StreamId, std::uint64_t>;
LastSeqs take_seqs(db::Connection& connection, const Counts& counts);
// Writes the numbers reached, under lock_streams' lock.
void set_last_seqs(db::Connection& connection, const LastSeqs& reached);
// The last committed numbers, without a lock.
LastSeqs last_seqs(db::Connection& connection, const std::vector<base::StreamId>& ids);

void add_events(db::Connection& connection, const std::vector<NewEvent>& events);

// At most `most` events after a place, ascending. Every event up to the last one returned is there: numbers are given under a lock, so what is
// committed has no hole below it.
std::vector<Event> events_after(db::Connection& connection, base::StreamId stream, base::Seq after,
                                std::size_t most);

}  // namespace store
