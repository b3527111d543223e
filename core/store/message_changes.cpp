#include "core/store/message_changes.h"

#include "core/db/dialect.h"
#include "core/store/link_previews.h"
#include "core/store/media.h"
#include "core/store/sql_list.h"

namespace store {

std::optional<Message> lock_message(db::Connection& connection, base::LoungeId lounge, base::Seq seq) {
    {
        auto rows = connection.query("SELECT id FROM chat_message WHERE lounge_id = ? AND seq = ? FOR UPDATE",
                                     lounge, seq);
        if (!rows.next()) return std::nullopt;
    }
    auto messages = messages_after(connection, lounge, seq - 1, 1);
    return std::move(messages.at(0));
}

void edit_message(db::Connection& connection, const Message& before, std::string_view body,
                  std::string_view format, bool links, base::Time now) {
    connection.execute("INSERT INTO message_edit (message_id, body, replaced_at) VALUES (?, ?," DB_TIME ")",
                       before.id, before.body, now);
    connection.execute("UPDATE chat_message SET body = ?, format = NULLIF(?, ''), edited_at =" DB_TIME
                       ", message_type = IF(message_type IN ('TEXT', 'LINK'), ?, message_type) WHERE id = ?",
                       body, format, now, links ? "LINK" : "TEXT", before.id);
}

void remove_message(db::Connection& connection, base::MessageId id, base::Time now) {
    connection.execute("UPDATE chat_message SET moderation_status = 'REMOVED', removed_at =" DB_TIME
                       "WHERE id = ?",
                       now, id);
}

std::optional<base::StreamId> restore_message(db::Connection& connection, base::MessageId id) {
    if (connection.execute("UPDATE chat_message SET moderation_status = 'APPROVED', removed_at = NULL "
                           "WHERE id = ? AND moderation_status = 'REMOVED' AND removed_at IS NOT NULL",
                           id) == 0)
        return std::nullopt;
    auto rows = connection.query(
        "SELECT l.stream_id FROM chat_message m JOIN lounge l ON l.id = m.lounge_id WHERE m.id = ?", id);
    if (!rows.next()) return std::nullopt;
    return rows.id<base::StreamId>(0);
}

void add_mentions(db::Connection& connection, base::MessageId message,
                  const std::vector<base::ParticipantId>& people) {
    for (const auto person : people)
        connection.execute("INSERT IGNORE INTO mention (participant_id, message_id) VALUES (?, ?)", person,
                           message);
}

std::vector<base::ParticipantId> mentioned_in(db::Connection& connection, base::MessageId message) {
    auto rows = connection.query("SELECT participant_id FROM mention WHERE message_id = ?", message);
    std::vector<base::ParticipantId> people;
    while (rows.next()) people.push_back(rows.id<base::ParticipantId>(0));
    return people;
}

std::vector<EarlierText> earlier_texts(db::Connection& connection, base::MessageId message) {
    auto rows = connection.query(
        "SELECT body," DB_MS("replaced_at") "FROM message_edit WHERE message_id = ? ORDER BY id", message);
    std::vector<EarlierText> texts;
    while (rows.next()) texts.push_back({.body = rows.text(0), .until = rows.time(1)});
    return texts;
}

std::optional<std::string> removed_text(db::Connection& connection, base::MessageId message) {
    auto rows = connection.query(
        "SELECT body FROM chat_message WHERE id = ? AND moderation_status = 'REMOVED' AND body <> ''",
        message);
    if (!rows.next()) return std::nullopt;
    return rows.text(0);
}

std::uint64_t forget_removed(db::Connection& connection, base::Time before, base::Time now, unsigned most) {
    std::vector<base::MessageId> ids;
    {
        auto rows = connection.query(
            "SELECT id FROM chat_message WHERE removed_at <=" DB_TIME
            "AND NOT EXISTS (SELECT 1 FROM user_report WHERE message_id = chat_message.id AND resolved_at IS NULL) "
            "AND NOT EXISTS (SELECT 1 FROM moderation_case WHERE message_id = chat_message.id AND decided_at IS NULL) "
            "ORDER BY removed_at LIMIT ?",
            before, most);
        while (rows.next()) ids.push_back(rows.id<base::MessageId>(0));
    }
    for (const auto id : ids) {
        connection.execute("DELETE FROM message_edit WHERE message_id = ?", id);
        remove_media_of_message(connection, id, now);
        hide_preview(connection, id, now);
        connection.execute("UPDATE chat_message SET body = '', format = NULL, removed_at = NULL WHERE id = ?",
                           id);
    }
    return ids.size();
}

}  // namespace store
