#include "core/store/messages.h"

#include <algorithm>

#include "core/db/dialect.h"
#include "core/store/link_previews.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

std::vector<Message> read_messages(db::Connection& connection, db::Rows rows) {
    std::vector<Message> messages;
    while (rows.next()) messages.push_back(read_message(rows, 0));
    std::vector<Message*> all;
    all.reserve(messages.size());
    for (auto& message : messages) all.push_back(&message);
    read_previews(connection, all);
    return messages;
}

std::optional<std::string_view> text_or_null(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string quote_columns() {
    return "r.id, r.seq, r.participant_id, rp.display_name, r.moderation_status = 'REMOVED', "
           "IF(r.moderation_status = 'REMOVED', '', LEFT(r.body, " +
           std::to_string(quote_length) + "))";
}

Quote read_quote(const db::Rows& rows, unsigned first) {
    return {.id = rows.id<base::MessageId>(first),
            .seq = rows.number(first + 1),
            .author = rows.id<base::ParticipantId>(first + 2),
            .author_name = rows.text(first + 3),
            .text = rows.text(first + 5),
            .removed = rows.flag(first + 4)};
}

constexpr const char* picture_columns =
    "x.id, x.store_key, x.thumb_width, x.thumb_height, x.blur, x.content_type, x.duration_ms";

Picture read_picture(const db::Rows& rows, unsigned first) {
    std::optional<base::Millis> duration;
    if (!rows.is_null(first + 6)) duration = base::Millis{static_cast<std::int64_t>(rows.number(first + 6))};
    return {.id = rows.id<base::MediaId>(first),
            .key = rows.text(first + 1),
            .thumb_width = static_cast<std::uint32_t>(rows.number(first + 2)),
            .thumb_height = static_cast<std::uint32_t>(rows.number(first + 3)),
            .blur = rows.text(first + 4),
            .content_type = rows.text(first + 5),
            .duration = duration};
}

db::Param place_or_null(base::Seq seq) { return seq > 0 ? db::param(seq) : db::param(nullptr); }

std::string_view type_of(const NewMessage& message) {
    if (message.system) return "SYSTEM";
    if (message.picture) return message.video ? "VIDEO" : "IMAGE";
    return message.links ? "LINK" : "TEXT";
}

// A page of a lounge, in its order. Left to itself the server would begin with all people where they are fewer than messages, or with all that was said
// before, and sort.
std::string select_messages(std::string_view rest) {
    return std::string("SELECT ") + std::string(message_columns()) +
           " FROM chat_message m FORCE INDEX (chat_message_seq) STRAIGHT_JOIN participant p ON p.id = m.participant_id " +
           std::string(message_joins()) + std::string(rest);
}

}  // namespace

std::string_view message_columns() {
    static const std::string columns =
        "m.id, m.lounge_id, m.seq, m.participant_id, p.display_name, p.user_id IS NULL, m.client_id, m.moderation_status = 'REMOVED', "
        "IF(m.moderation_status = 'REMOVED', '', m.body), IF(m.moderation_status = 'REMOVED', '', COALESCE(m.format, ''))," DB_MS(
            "m.created_at") "," DB_MS("m.edited_at") ", m.reacted, " +
        quote_columns() + ", " + picture_columns +
        ", IF(m.moderation_status = 'REMOVED', NULL, m.link_preview_id), m.message_type = 'SYSTEM'";
    return columns;
}

std::string_view message_joins() {
    return "LEFT JOIN chat_message r ON r.id = m.reply_to_id LEFT JOIN participant rp ON rp.id = r.participant_id "
           "LEFT JOIN media x ON x.id = m.media_id AND x.removed_at IS NULL AND m.moderation_status <> 'REMOVED' ";
}

Message read_message(const db::Rows& rows, unsigned first) {
    constexpr unsigned quote = 13;
    constexpr unsigned picture = quote + 6;
    constexpr unsigned preview = picture + 7;
    Message message{.id = rows.id<base::MessageId>(first),
                    .lounge = rows.id<base::LoungeId>(first + 1),
                    .seq = rows.number(first + 2),
                    .author = rows.id<base::ParticipantId>(first + 3),
                    .author_name = rows.text(first + 4),
                    .guest = rows.flag(first + 5),
                    .client_id = rows.text(first + 6),
                    .body = rows.text(first + 8),
                    .format = rows.text(first + 9),
                    .removed = rows.flag(first + 7),
                    .reacted = rows.flag(first + 12),
                    .at = rows.time(first + 10),
                    .edited_at = std::nullopt,
                    .quote = std::nullopt};
    if (!rows.is_null(first + 11)) message.edited_at = rows.time(first + 11);
    if (!rows.is_null(first + quote)) message.quote = read_quote(rows, first + quote);
    if (!rows.is_null(first + picture)) message.picture = read_picture(rows, first + picture);
    if (!rows.is_null(first + preview)) message.preview_id = rows.id<base::PreviewId>(first + preview);
    message.system = rows.flag(first + preview + 1);
    if (message.system) message.guest = false;  // no member either: it is nobody
    return message;
}

std::optional<Quote> find_quote(db::Connection& connection, base::LoungeId lounge, base::Seq seq) {
    static const std::string sql =
        "SELECT " + quote_columns() +
        " FROM chat_message r JOIN participant rp ON rp.id = r.participant_id WHERE r.lounge_id = ? AND r.seq = ?";
    auto rows = connection.query(sql, lounge, seq);
    if (!rows.next()) return std::nullopt;
    return read_quote(rows, 0);
}

std::vector<Stored> find_by_client_ids(db::Connection& connection, const std::vector<ClientKey>& keys) {
    std::vector<Stored> found;
    in_blocks(keys, [&](std::span<const ClientKey> block) {
        // Not (a, b) IN (...): MariaDB reads the whole index for that.
        const std::string sql = "SELECT id, lounge_id, COALESCE(seq, 0), participant_id, client_id," DB_MS(
                                    "created_at") ", moderation_status = 'PENDING', "
                                "moderation_status = 'REMOVED' AND seq IS NULL FROM chat_message WHERE " +
                                repeat("(participant_id = ? AND client_id = ?)", block.size(), " OR ");
        std::vector<db::Param> params;
        for (const auto& [author, client_id] : block) {
            params.push_back(db::param(author));
            params.push_back(db::param(client_id));
        }
        auto rows = connection.query_params(sql, params);
        while (rows.next()) {
            found.push_back({.id = rows.id<base::MessageId>(0),
                             .lounge = rows.id<base::LoungeId>(1),
                             .seq = rows.number(2),
                             .held = rows.flag(6),
                             .not_shown = rows.flag(7),
                             .author = rows.id<base::ParticipantId>(3),
                             .client_id = rows.text(4),
                             .at = rows.time(5)});
        }
    });
    return found;
}

std::vector<Author> lock_authors(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                                 base::Time since) {
    std::vector<Author> authors;
    for (auto& person : lock_participants(connection, people)) {
        const auto id = person.id;
        authors.push_back({.person = std::move(person), .pace = {.participant = id}});
    }
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.push_back(db::param(since));
        const std::string sql = "SELECT participant_id, COUNT(*)," DB_MS(
                                    "MIN(created_at)") "FROM chat_message WHERE participant_id IN (" +
                                repeat("?", block.size()) +
                                ") AND created_at >" DB_TIME "GROUP BY participant_id";
        auto rows = connection.query_params(sql, params);
        while (rows.next()) {
            const auto author = std::ranges::find(authors, rows.id<base::ParticipantId>(0),
                                                  [](const Author& one) { return one.person.id; });
            if (author != authors.end())
                author->pace = {
                    .participant = author->person.id, .posts = rows.number(1), .first = rows.time(2)};
        }
    });
    return authors;
}

std::vector<LastPost> last_posts(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                                 base::Time since) {
    std::vector<LastPost> last;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.push_back(db::param(since));
        const std::string sql =
            "SELECT participant_id," DB_MS("MAX(created_at)") "FROM chat_message WHERE participant_id IN (" +
            repeat("?", block.size()) + ") AND created_at >" DB_TIME "GROUP BY participant_id";
        auto rows = connection.query_params(sql, params);
        while (rows.next()) last.push_back({rows.id<base::ParticipantId>(0), rows.time(1)});
    });
    return last;
}

std::vector<base::MessageId> add_messages(db::Connection& connection,
                                          const std::vector<NewMessage>& messages) {
    std::vector<base::MessageId> ids;
    ids.reserve(messages.size());
    in_blocks(messages, [&](std::span<const NewMessage> block) {
        const std::string sql =
            "INSERT INTO chat_message (lounge_id, seq, moderation_status, participant_id, client_id, message_type, body, format, reply_to_id, media_id, created_at) VALUES " +
            repeat("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME ")", block.size());
        std::vector<db::Param> params;
        for (const auto& message : block) {
            for (const auto& value :
                 {db::param(message.lounge), place_or_null(message.seq),
                  db::param(message.seq > 0 ? "APPROVED" : "PENDING"), db::param(message.author),
                  db::param(message.client_id), db::param(type_of(message)), db::param(message.body),
                  db::param(text_or_null(message.format)), db::param(message.reply_to),
                  db::param(message.picture), db::param(message.at)}) {
                params.push_back(value);
            }
        }
        for (const auto id : connection.insert_params(sql, params)) ids.emplace_back(id);
    });
    return ids;
}

std::vector<Message> messages_before(db::Connection& connection, base::LoungeId lounge, base::Seq before,
                                     std::size_t most) {
    static const std::string sql =
        select_messages("WHERE m.lounge_id = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?");
    auto messages = read_messages(connection, connection.query(sql, lounge, before, most));
    std::ranges::reverse(messages);
    return messages;
}

std::vector<Message> messages_after(db::Connection& connection, base::LoungeId lounge, base::Seq after,
                                    std::size_t most) {
    static const std::string sql =
        select_messages("WHERE m.lounge_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?");
    return read_messages(connection, connection.query(sql, lounge, after, most));
}

std::optional<base::Seq> first_since(db::Connection& connection, base::LoungeId lounge, base::Time since) {
    auto rows = connection.query("SELECT seq FROM chat_message WHERE lounge_id = ? AND created_at >=" DB_TIME
                                 "AND seq IS NOT NULL ORDER BY created_at, seq LIMIT 1",
                                 lounge, since);
    if (!rows.next()) return std::nullopt;
    return rows.number(0);
}

}  // namespace store
