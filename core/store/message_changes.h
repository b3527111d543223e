// What becomes of a message after it was said. All inside a transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/messages.h"

namespace store {

// The message at this place, locked until the transaction ends; nothing when there is none.
std::optional<Message> lock_message(db::Connection& connection, base::LoungeId lounge, base::Seq seq);

// The new body, and the one before kept in message_edit.
void edit_message(db::Connection& connection, const Message& before, std::string_view body,
                  std::string_view format, bool links, base::Time now);
// Nobody reads it any more. The body stays for moderators until forget_removed().
void remove_message(db::Connection& connection, base::MessageId id, base::Time now);

// A removed message is to be read again. The stream of its lounge; nothing when it stands, or is forgotten.
std::optional<base::StreamId> restore_message(db::Connection& connection, base::MessageId id);

// Who is named in a message; those named already stay.
void add_mentions(db::Connection& connection, base::MessageId message,
                  const std::vector<base::ParticipantId>& people);
// Who is named in a message.
std::vector<base::ParticipantId> mentioned_in(db::Connection& connection, base::MessageId message);

// What a message said before its edits, oldest first.
struct EarlierText {
    std::string body;
    base::Time until{};
};
std::vector<EarlierText> earlier_texts(db::Connection& connection, base::MessageId message);
// What a removed message said; nothing once it is forgotten, or where the message stands.
std::optional<std::string> removed_text(db::Connection& connection, base::MessageId message);

// Empties messages that were removed before `before`, with their earlier versions, pictures and cards; not those of a report or a case that is open. Returns how many.
std::uint64_t forget_removed(db::Connection& connection, base::Time before, base::Time now, unsigned most);

}  // namespace store
