#include "core/store/media.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::string_view select_media =
    "SELECT id, owner_participant_id, store_key, content_type, width, height, thumb_width, thumb_height, frames, blur, "
    "stored_at IS NOT NULL, attached_at IS NOT NULL, removed_at IS NOT NULL, duration_ms FROM media WHERE ";

std::optional<base::Millis> read_duration(const db::Rows& rows, unsigned column) {
    if (rows.is_null(column)) return std::nullopt;
    return base::Millis{static_cast<std::int64_t>(rows.number(column))};
}

Media read_media(const db::Rows& rows) {
    const auto number = [&](unsigned column) { return static_cast<std::uint32_t>(rows.number(column)); };
    return Media{.id = rows.id<base::MediaId>(0),
                 .owner = rows.is_null(1) ? base::ParticipantId{} : rows.id<base::ParticipantId>(1),
                 .key = rows.text(2),
                 .content_type = rows.text(3),
                 .width = number(4),
                 .height = number(5),
                 .thumb_width = number(6),
                 .thumb_height = number(7),
                 .frames = number(8),
                 .blur = rows.text(9),
                 .stored = rows.flag(10),
                 .attached = rows.flag(11),
                 .removed = rows.flag(12),
                 .duration = read_duration(rows, 13)};
}

}  // namespace

base::MediaId add_media(db::Connection& connection, const NewMedia& media) {
    return base::MediaId{connection.insert(
        "INSERT INTO media (owner_participant_id, store_key, content_type, byte_size, width, height, thumb_width, thumb_height, "
        "frames, blur, perceptual_hash, duration_ms, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME
        ")",
        media.owner, media.key, media.content_type, media.byte_size, media.width, media.height,
        media.thumb_width, media.thumb_height, media.frames, media.blur, media.perceptual_hash,
        media.duration, media.at)};
}

void media_stored(db::Connection& connection, base::MediaId id, base::Time now) {
    connection.execute("UPDATE media SET stored_at =" DB_TIME "WHERE id = ?", now, id);
}

std::optional<Media> find_media(db::Connection& connection, base::MediaId id) {
    static const std::string sql = std::string(select_media) + "id = ?";
    auto rows = connection.query(sql, id);
    return rows.next() ? std::optional(read_media(rows)) : std::nullopt;
}

std::optional<Media> media_of_message(db::Connection& connection, base::MessageId message) {
    static const std::string sql =
        std::string(select_media) + "id = (SELECT media_id FROM chat_message WHERE id = ?)";
    auto rows = connection.query(sql, message);
    return rows.next() ? std::optional(read_media(rows)) : std::nullopt;
}

std::vector<Media> lock_media(db::Connection& connection, const std::vector<base::MediaId>& ids) {
    std::vector<Media> media;
    in_lists(ids, [&](std::span<const base::MediaId> block) {
        const std::string sql =
            std::string(select_media) + "id IN (" + repeat("?", block.size()) + ") ORDER BY id FOR UPDATE";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) media.push_back(read_media(rows));
    });
    return media;
}

void attach_media(db::Connection& connection, const std::vector<base::MediaId>& ids, base::Time now) {
    in_lists(ids, [&](std::span<const base::MediaId> block) {
        const std::string sql =
            "UPDATE media SET attached_at =" DB_TIME "WHERE id IN (" + repeat("?", block.size()) + ")";
        std::vector<db::Param> params{db::param(now)};
        for (const auto id : block) params.push_back(db::param(id));
        connection.execute_params(sql, params);
    });
}

std::optional<base::LoungeId> lounge_showing(db::Connection& connection, base::MediaId id) {
    auto rows = connection.query(
        "SELECT lounge_id FROM chat_message WHERE media_id = ? AND moderation_status = 'APPROVED'", id);
    return rows.next() ? std::optional(rows.id<base::LoungeId>(0)) : std::nullopt;
}

std::optional<std::pair<base::LoungeId, base::Seq>> place_showing(db::Connection& connection,
                                                                  base::MediaId id) {
    auto rows = connection.query("SELECT lounge_id, seq FROM chat_message WHERE media_id = ?", id);
    if (!rows.next()) return std::nullopt;
    return std::pair{rows.id<base::LoungeId>(0), rows.number(1)};
}

void remove_media_of(db::Connection& connection, base::ParticipantId owner, base::Time now) {
    // Left to itself the server would rather go over all pictures where there are few.
    connection.execute("UPDATE media FORCE INDEX (media_owner) SET removed_at =" DB_TIME
                       "WHERE owner_participant_id = ? AND removed_at IS NULL",
                       now, owner);
}

void remove_media_of_message(db::Connection& connection, base::MessageId message, base::Time now) {
    connection.execute("UPDATE media SET removed_at =" DB_TIME
                       "WHERE id = (SELECT media_id FROM chat_message WHERE id = ?) AND removed_at IS NULL",
                       now, message);
}

std::uint64_t remove_unattached_media(db::Connection& connection, base::Time before, base::Time now,
                                      unsigned most) {
    return connection.execute("UPDATE media SET removed_at =" DB_TIME
                              "WHERE attached_at IS NULL AND removed_at IS NULL AND created_at <" DB_TIME
                              "ORDER BY created_at LIMIT ?",
                              now, before, most);
}

std::vector<OwnMedia> media_of(db::Connection& connection, base::ParticipantId owner, base::MediaId& after,
                               unsigned most) {
    auto rows = connection.query("SELECT m.id, m.store_key, m.byte_size, m.width, m.height," DB_MS(
                                     "m.created_at") ", COALESCE(l.slug, ''), COALESCE(c.seq, 0), m.content_type, m.duration_ms FROM media m "
                                 "LEFT JOIN chat_message c ON c.media_id = m.id LEFT JOIN lounge l ON l.id = c.lounge_id "
                                 "WHERE m.owner_participant_id = ? AND m.id > ? AND m.stored_at IS NOT NULL AND m.removed_at IS NULL "
                                 "ORDER BY m.id LIMIT ?",
                                 owner, after, most);
    std::vector<OwnMedia> media;
    while (rows.next()) {
        after = rows.id<base::MediaId>(0);
        media.push_back({.id = after,
                         .key = rows.text(1),
                         .content_type = rows.text(8),
                         .byte_size = rows.number(2),
                         .width = static_cast<std::uint32_t>(rows.number(3)),
                         .height = static_cast<std::uint32_t>(rows.number(4)),
                         .at = rows.time(5),
                         .duration = read_duration(rows, 9),
                         .lounge = rows.text(6),
                         .seq = rows.number(7)});
    }
    return media;
}

std::vector<ErasableMedia> erasable_media(db::Connection& connection, unsigned most) {
    auto rows = connection.query(
        "SELECT id, store_key, content_type FROM media WHERE erased_at IS NULL AND removed_at IS NOT NULL ORDER BY removed_at LIMIT ?",
        most);
    std::vector<ErasableMedia> media;
    while (rows.next())
        media.push_back({.id = rows.id<base::MediaId>(0), .key = rows.text(1), .content_type = rows.text(2)});
    return media;
}

void media_erased(db::Connection& connection, base::MediaId id, base::Time now) {
    connection.execute("UPDATE media SET erased_at =" DB_TIME "WHERE id = ?", now, id);
    connection.execute("DELETE FROM media WHERE id = ? AND attached_at IS NULL", id);
}

}  // namespace store
