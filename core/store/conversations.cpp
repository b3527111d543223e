#include "core/store/conversations.h"

#include <algorithm>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

// How much of its last message a list shows, in characters.
constexpr unsigned glimpse = 120;

constexpr std::string_view conversation_columns = "SELECT id, low_id, high_id, last_seq FROM conversation ";

Pair in_order(const Pair& pair) { return std::minmax(pair.first, pair.second); }

Conversation read_conversation(const db::Rows& rows) {
    return {.id = rows.id<base::ConversationId>(0),
            .low = rows.id<base::ParticipantId>(1),
            .high = rows.id<base::ParticipantId>(2),
            .last_seq = rows.number(3)};
}

void add_side(db::Connection& connection, base::ConversationId conversation, base::ParticipantId who,
              base::ParticipantId peer, base::Time now) {
    connection.execute(
        "INSERT INTO conversation_side (participant_id, conversation_id, peer_id, last_at) VALUES (?, ?, ?," DB_TIME
        ")",
        who, conversation, peer, now);
}

}  // namespace

std::vector<Correspondent> lock_correspondents(db::Connection& connection,
                                               const std::vector<base::ParticipantId>& ids) {
    std::vector<Correspondent> people;
    auto sorted = ids;
    std::ranges::sort(sorted);
    in_lists(sorted, [&](std::span<const base::ParticipantId> block) {
        const std::string sql =
            "SELECT p.id, p.display_name, p.user_id IS NULL, "
            "IF(p.status = 'ACTIVE', COALESCE(u.account_status, 'ACTIVE'), p.status)," DB_MS(
                "p.muted_until") ", p.stream_id, COALESCE(u.takes_direct, FALSE) FROM participant p "
            "LEFT JOIN user u ON u.id = p.user_id WHERE p.id IN (" +
            repeat("?", block.size()) + ") ORDER BY p.id LOCK IN SHARE MODE";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) {
            people.push_back(
                {.person = {.id = rows.id<base::ParticipantId>(0),
                            .name = rows.text(1),
                            .guest = rows.flag(2),
                            .status = parse_account_status(rows.text(3)),
                            .muted_until = rows.is_null(4) ? std::nullopt : std::optional(rows.time(4))},
                 .stream = rows.id<base::StreamId>(5),
                 .takes_direct = rows.flag(6)});
        }
    });
    return people;
}

std::optional<Conversation> find_conversation(db::Connection& connection, const Pair& pair) {
    static const std::string sql = std::string(conversation_columns) + "WHERE low_id = ? AND high_id = ?";
    const auto [low, high] = in_order(pair);
    auto rows = connection.query(sql, low, high);
    return rows.next() ? std::optional(read_conversation(rows)) : std::nullopt;
}

std::vector<Conversation> lock_conversations(db::Connection& connection, std::vector<Pair> pairs) {
    for (auto& pair : pairs) pair = in_order(pair);
    std::ranges::sort(pairs);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    std::vector<Conversation> found;
    in_blocks(pairs, [&](std::span<const Pair> block) {
        const std::string sql = std::string(conversation_columns) + "WHERE " +
                                repeat("(low_id = ? AND high_id = ?)", block.size(), " OR ") +
                                " ORDER BY low_id, high_id FOR UPDATE";
        std::vector<db::Param> params;
        for (const auto& [low, high] : block) {
            params.push_back(db::param(low));
            params.push_back(db::param(high));
        }
        auto rows = connection.query_params(sql, params);
        while (rows.next()) found.push_back(read_conversation(rows));
    });
    return found;
}

Conversation open_conversation(db::Connection& connection, base::ParticipantId opener,
                               base::ParticipantId other, base::Time now) {
    const auto [low, high] = in_order({opener, other});
    try {
        const base::ConversationId id{connection.insert(
            "INSERT INTO conversation (low_id, high_id, opened_by, created_at) VALUES (?, ?, ?," DB_TIME ")",
            low, high, opener, now)};
        add_side(connection, id, low, high, now);
        add_side(connection, id, high, low, now);
        return {.id = id, .low = low, .high = high, .last_seq = 0};
    } catch (const db::Duplicate&) {
        return lock_conversations(connection, {{low, high}}).at(0);
    }
}

std::vector<Pace> opened_since(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                               base::Time since) {
    std::vector<Pace> paces;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.push_back(db::param(since));
        const std::string sql =
            "SELECT opened_by, COUNT(*)," DB_MS("MIN(created_at)") "FROM conversation WHERE opened_by IN (" +
            repeat("?", block.size()) + ") AND created_at >" DB_TIME "GROUP BY opened_by";
        auto rows = connection.query_params(sql, params);
        while (rows.next()) paces.push_back({rows.id<base::ParticipantId>(0), rows.number(1), rows.time(2)});
    });
    return paces;
}

void advance(db::Connection& connection, const Conversation& conversation, base::ParticipantId author,
             base::Seq seq, base::Time now) {
    connection.execute("UPDATE conversation SET last_seq = ? WHERE id = ?", seq, conversation.id);
    connection.execute("UPDATE conversation_side SET read_seq = ?, unread = 0, last_at =" DB_TIME
                       "WHERE participant_id = ? AND conversation_id = ?",
                       seq, now, author, conversation.id);
    const auto reader = author == conversation.low ? conversation.high : conversation.low;
    connection.execute("UPDATE conversation_side SET unread = ? - read_seq, last_at =" DB_TIME
                       "WHERE participant_id = ? AND conversation_id = ?",
                       seq, now, reader, conversation.id);
}

bool set_read(db::Connection& connection, const Conversation& conversation, base::ParticipantId reader,
              base::Seq upto) {
    const base::Seq seq = std::min(upto, conversation.last_seq);
    return connection.execute(
               "UPDATE conversation_side SET read_seq = ?, unread = ? "
               "WHERE participant_id = ? AND conversation_id = ? AND read_seq < ?",
               seq, conversation.last_seq - seq, reader, conversation.id, seq) == 1;
}

std::vector<Talk> talks_of(db::Connection& connection, base::ParticipantId who,
                           const std::optional<TalkPlace>& after, std::size_t most) {
    static const std::string begin =
        "SELECT s.conversation_id, s.peer_id, p.display_name, p.status = 'DELETED', s.unread," DB_MS(
            "s.last_at") ", LEFT(d.body, " +
        std::to_string(glimpse) +
        "), d.author_id = s.participant_id, p.availability "
        "FROM conversation_side s JOIN participant p ON p.id = s.peer_id "
        "JOIN conversation c ON c.id = s.conversation_id "
        "JOIN direct_message d ON d.conversation_id = c.id AND d.seq = c.last_seq WHERE s.participant_id = ? ";
    static const std::string end = "ORDER BY s.last_at DESC, s.conversation_id DESC LIMIT ?";
    static const std::string first = begin + end;
    static const std::string next =
        begin + "AND s.last_at <=" DB_TIME "AND (s.last_at <" DB_TIME "OR s.conversation_id < ?) " + end;
    auto rows = after ? connection.query(next, who, after->last_at, after->last_at, after->conversation, most)
                      : connection.query(first, who, most);
    std::vector<Talk> talks;
    while (rows.next()) {
        talks.push_back({.conversation = rows.id<base::ConversationId>(0),
                         .peer = rows.id<base::ParticipantId>(1),
                         .peer_name = rows.text(2),
                         .peer_gone = rows.flag(3),
                         .availability = rows.text(8),
                         .unread = rows.number(4),
                         .last_at = rows.time(5),
                         .last_text = rows.text(6),
                         .last_is_own = rows.flag(7)});
    }
    return talks;
}

ReadPlace read_place(db::Connection& connection, base::ConversationId conversation, base::ParticipantId who) {
    auto rows = connection.query(
        "SELECT read_seq, unread FROM conversation_side WHERE participant_id = ? AND conversation_id = ?",
        who, conversation);
    return rows.next() ? ReadPlace{.read_seq = rows.number(0), .unread = rows.number(1)} : ReadPlace{};
}

bool takes_direct(db::Connection& connection, base::UserId user) {
    auto rows = connection.query("SELECT takes_direct FROM user WHERE id = ?", user);
    return rows.next() && rows.flag(0);
}

void set_takes_direct(db::Connection& connection, base::UserId user, bool takes) {
    connection.execute("UPDATE user SET takes_direct = ? WHERE id = ?", takes, user);
}

}  // namespace store
