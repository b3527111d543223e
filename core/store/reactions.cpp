#include "core/store/reactions.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {

bool add_reaction(db::Connection& connection, base::MessageId message, std::string_view emoji,
                  base::ParticipantId who, base::Time now) {
    const auto added = connection.execute(
        "INSERT IGNORE INTO reaction (message_id, emoji, participant_id, created_at) VALUES (?, ?, ?," DB_TIME
        ")",
        message, emoji, who, now);
    if (added == 0) return false;
    connection.execute("UPDATE chat_message SET reacted = TRUE WHERE id = ?", message);
    connection.execute(
        "INSERT INTO reaction_count (message_id, emoji, people, first_at) VALUES (?, ?, 1," DB_TIME
        ") ON DUPLICATE KEY UPDATE people = people + 1",
        message, emoji, now);
    return true;
}

bool remove_reaction(db::Connection& connection, base::MessageId message, std::string_view emoji,
                     base::ParticipantId who) {
    const auto removed =
        connection.execute("DELETE FROM reaction WHERE message_id = ? AND emoji = ? AND participant_id = ?",
                           message, emoji, who);
    if (removed == 0) return false;
    connection.execute("UPDATE reaction_count SET people = people - 1 WHERE message_id = ? AND emoji = ?",
                       message, emoji);
    connection.execute("DELETE FROM reaction_count WHERE message_id = ? AND emoji = ? AND people = 0",
                       message, emoji);
    return true;
}

std::uint64_t reactions_with(db::Connection& connection, base::MessageId message, std::string_view emoji) {
    auto rows = connection.query("SELECT people FROM reaction_count WHERE message_id = ? AND emoji = ?",
                                 message, emoji);
    return rows.next() ? rows.number(0) : 0;
}

std::uint64_t different_emoji(db::Connection& connection, base::MessageId message) {
    auto rows = connection.query("SELECT COUNT(*) FROM reaction_count WHERE message_id = ?", message);
    return rows.next() ? rows.number(0) : 0;
}

std::vector<Reaction> reactions_to(db::Connection& connection, const std::vector<Message>& messages,
                                   base::ParticipantId viewer) {
    std::vector<base::MessageId> ids;
    for (const auto& message : messages) {
        if (message.reacted && !message.removed) ids.push_back(message.id);
    }
    return reactions_to(connection, ids, viewer);
}

std::vector<Reaction> reactions_to(db::Connection& connection, const std::vector<base::MessageId>& messages,
                                   base::ParticipantId viewer) {
    std::vector<Reaction> reactions;
    in_lists(messages, [&](std::span<const base::MessageId> block) {
        const std::string sql =
            "SELECT c.message_id, c.emoji, c.people, r.participant_id IS NOT NULL FROM reaction_count c "
            "LEFT JOIN reaction r ON r.message_id = c.message_id AND r.emoji = c.emoji AND r.participant_id = ? "
            "WHERE c.message_id IN (" +
            repeat("?", block.size()) + ") ORDER BY c.message_id, c.first_at, c.emoji";
        auto params = params_of(block);
        params.insert(params.begin(), db::param(viewer));
        auto rows = connection.query_params(sql, params);
        while (rows.next()) {
            reactions.push_back({.message = rows.id<base::MessageId>(0),
                                 .emoji = rows.text(1),
                                 .people = rows.number(2),
                                 .mine = rows.flag(3)});
        }
    });
    return reactions;
}

}  // namespace store
