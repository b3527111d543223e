#include "core/store/held_posts.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

#define SELECT_HELD \
    "SELECT m.id, m.lounge_id, l.slug, l.name, l.stream_id, m.participant_id, m.client_id, m.body, "      \
    "COALESCE(m.format, ''), m.message_type = 'LINK', m.media_id, h.kind, h.pattern," DB_MS("m.created_at") \
    ", p.stream_id, h.case_id FROM held_post h JOIN chat_message m ON m.id = h.message_id "                          \
    "JOIN lounge l ON l.id = m.lounge_id JOIN participant p ON p.id = m.participant_id "

std::vector<HeldPost> read_held(db::Rows rows) {
    std::vector<HeldPost> posts;
    while (rows.next()) {
        posts.push_back(
            {.id = rows.id<base::MessageId>(0),
             .held_in = rows.id<base::CaseId>(15),
             .lounge = rows.id<base::LoungeId>(1),
             .lounge_slug = rows.text(2),
             .lounge_name = rows.text(3),
             .stream = rows.id<base::StreamId>(4),
             .author = rows.id<base::ParticipantId>(5),
             .author_stream = rows.id<base::StreamId>(14),
             .client_id = rows.text(6),
             .body = rows.text(7),
             .format = rows.text(8),
             .links = rows.flag(9),
             .picture = rows.is_null(10) ? std::nullopt : std::optional(rows.id<base::MediaId>(10)),
             .kind = rows.text(11),
             .pattern = rows.text(12),
             .at = rows.time(13)});
    }
    return posts;
}

}  // namespace

void add_held_posts(db::Connection& connection, const std::vector<NewHeldPost>& posts, base::Time now) {
    in_blocks(posts, [&](std::span<const NewHeldPost> block) {
        std::vector<db::Param> params;
        for (const auto& one : block) {
            for (const auto& value : {db::param(one.message), db::param(one.held_in), db::param(one.author),
                                      db::param(one.kind), db::param(one.pattern), db::param(now)})
                params.push_back(value);
        }
        connection.execute_params(
            "INSERT INTO held_post (message_id, case_id, participant_id, kind, pattern, held_at) VALUES " +
                repeat("(?, ?, ?, ?, ?," DB_TIME ")", block.size()),
            params);
    });
    for (const auto& one : posts)
        connection.execute("UPDATE moderation_case SET held = held + 1 WHERE id = ?", one.held_in);
}

std::vector<HeldPost> held_in(db::Connection& connection, base::CaseId id, std::size_t most) {
    return read_held(
        connection.query(SELECT_HELD "WHERE h.case_id = ? ORDER BY h.message_id LIMIT ?", id, most));
}

std::vector<HeldPost> held_of(db::Connection& connection, base::ParticipantId author, std::size_t most) {
    return read_held(connection.query(SELECT_HELD "WHERE h.participant_id = ? ORDER BY h.message_id LIMIT ?",
                                      author, most));
}

std::vector<base::CaseId> cases_held_since(db::Connection& connection, base::Time before, unsigned most) {
    auto rows = connection.query(
        "SELECT case_id FROM held_post WHERE held_at <=" DB_TIME "ORDER BY held_at LIMIT ?", before, most);
    std::vector<base::CaseId> cases;
    while (rows.next()) cases.push_back(rows.id<base::CaseId>(0));
    return cases;
}

void end_holding(db::Connection& connection, const std::vector<HeldPost>& posts) {
    for (const auto& post : posts) {
        connection.execute("DELETE FROM held_post WHERE message_id = ?", post.id);
        connection.execute(
            "UPDATE participant SET held_posts = held_posts - 1 WHERE id = ? AND held_posts > 0",
            post.author);
    }
}

void show_held(db::Connection& connection, base::MessageId id, base::Seq seq, base::Time now) {
    connection.execute("UPDATE chat_message SET seq = ?, created_at =" DB_TIME
                       ", moderation_status = 'APPROVED' WHERE id = ? AND moderation_status = 'PENDING'",
                       seq, now, id);
}

void drop_held(db::Connection& connection, base::MessageId id, base::Time now) {
    connection.execute("UPDATE chat_message SET moderation_status = 'REMOVED', removed_at =" DB_TIME
                       "WHERE id = ? AND moderation_status = 'PENDING'",
                       now, id);
}

}  // namespace store
