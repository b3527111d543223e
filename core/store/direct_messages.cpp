#include "core/store/direct_messages.h"

#include <algorithm>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

const std::string& select_directs() {
    static const std::string sql =
        "SELECT d.id, d.conversation_id, d.seq, d.author_id, p.display_name, c.low_id + c.high_id - d.author_id, "
        "d.client_id, d.body, COALESCE(d.format, ''), d.removed_at IS NOT NULL," DB_MS(
            "d.created_at") "FROM direct_message d JOIN conversation c ON c.id = d.conversation_id "
        "JOIN participant p ON p.id = d.author_id ";
    return sql;
}

std::vector<DirectMessage> read_directs(db::Rows rows) {
    std::vector<DirectMessage> messages;
    while (rows.next()) {
        messages.push_back({.id = rows.id<base::DirectId>(0),
                            .conversation = rows.id<base::ConversationId>(1),
                            .seq = rows.number(2),
                            .author = rows.id<base::ParticipantId>(3),
                            .author_name = rows.text(4),
                            .to = rows.id<base::ParticipantId>(5),
                            .client_id = rows.text(6),
                            .body = rows.text(7),
                            .format = rows.text(8),
                            .removed = rows.flag(9),
                            .at = rows.time(10)});
    }
    return messages;
}

void append(std::vector<DirectMessage>& all, std::vector<DirectMessage> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

base::DirectId add_direct(db::Connection& connection, const NewDirect& message) {
    const auto format = message.format.empty() ? std::nullopt : std::optional(message.format);
    return base::DirectId{connection.insert(
        "INSERT INTO direct_message (conversation_id, seq, author_id, client_id, body, format, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?," DB_TIME ")",
        message.conversation, message.seq, message.author, message.client_id, message.body, format,
        message.at)};
}

std::vector<DirectMessage> find_directs(db::Connection& connection, const std::vector<ClientKey>& keys) {
    std::vector<DirectMessage> found;
    in_blocks(keys, [&](std::span<const ClientKey> block) {
        // Not (a, b) IN (...): MariaDB reads the whole index for that.
        const std::string sql = select_directs() + "WHERE " +
                                repeat("(d.author_id = ? AND d.client_id = ?)", block.size(), " OR ");
        std::vector<db::Param> params;
        for (const auto& [author, client_id] : block) {
            params.push_back(db::param(author));
            params.push_back(db::param(client_id));
        }
        append(found, read_directs(connection.query_params(sql, params)));
    });
    return found;
}

std::vector<DirectMessage> find_directs(db::Connection& connection, const std::vector<base::DirectId>& ids) {
    std::vector<DirectMessage> found;
    in_lists(ids, [&](std::span<const base::DirectId> block) {
        const std::string sql = select_directs() + "WHERE d.id IN (" + repeat("?", block.size()) + ")";
        append(found, read_directs(connection.query_params(sql, params_of(block))));
    });
    return found;
}

std::vector<Pace> direct_pace_since(db::Connection& connection,
                                    const std::vector<base::ParticipantId>& people, base::Time since) {
    std::vector<Pace> paces;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.push_back(db::param(since));
        const std::string sql = "SELECT author_id, COUNT(*)," DB_MS(
                                    "MIN(created_at)") "FROM direct_message WHERE author_id IN (" +
                                repeat("?", block.size()) + ") AND created_at >" DB_TIME "GROUP BY author_id";
        auto rows = connection.query_params(sql, params);
        while (rows.next()) paces.push_back({rows.id<base::ParticipantId>(0), rows.number(1), rows.time(2)});
    });
    return paces;
}

std::vector<DirectMessage> directs_before(db::Connection& connection, base::ConversationId conversation,
                                          base::Seq before, std::size_t most) {
    static const std::string sql =
        select_directs() + "WHERE d.conversation_id = ? AND d.seq < ? ORDER BY d.seq DESC LIMIT ?";
    auto messages = read_directs(connection.query(sql, conversation, before, most));
    std::ranges::reverse(messages);
    return messages;
}

std::vector<DirectMessage> directs_after(db::Connection& connection, base::ConversationId conversation,
                                         base::Seq after, std::size_t most) {
    static const std::string sql =
        select_directs() + "WHERE d.conversation_id = ? AND d.seq > ? ORDER BY d.seq LIMIT ?";
    return read_directs(connection.query(sql, conversation, after, most));
}

bool remove_direct(db::Connection& connection, base::DirectId id, base::ParticipantId author,
                   base::Time now) {
    return connection.execute("UPDATE direct_message SET body = '', format = NULL, removed_at =" DB_TIME
                              "WHERE id = ? AND author_id = ? AND removed_at IS NULL",
                              now, id, author) == 1;
}

}  // namespace store
