#include "core/store/read_markers.h"

#include "core/store/sql_list.h"

namespace store {

void set_read(db::Connection& connection, const std::vector<ReadMarker>& markers) {
    in_blocks(markers, [&](std::span<const ReadMarker> block) {
        const std::string sql = "INSERT INTO read_marker (participant_id, lounge_id, seq) VALUES " +
                                repeat("(?, ?, ?)", block.size()) +
                                " ON DUPLICATE KEY UPDATE seq = GREATEST(seq, VALUES(seq))";
        std::vector<db::Param> params;
        for (const auto& marker : block) {
            for (const auto& value :
                 {db::param(marker.participant), db::param(marker.lounge), db::param(marker.seq)})
                params.push_back(value);
        }
        connection.execute_params(sql, params);
    });
}

std::optional<base::Seq> read_upto(db::Connection& connection, base::ParticipantId participant,
                                   base::LoungeId lounge) {
    auto rows = connection.query("SELECT seq FROM read_marker WHERE participant_id = ? AND lounge_id = ?",
                                 participant, lounge);
    if (!rows.next()) return std::nullopt;
    return rows.number(0);
}

std::vector<ReadMarker> lounges_gone_on(db::Connection& connection, base::ParticipantId participant) {
    auto rows = connection.query(
        "SELECT r.lounge_id, r.seq, s.last_seq FROM read_marker r JOIN lounge l ON l.id = r.lounge_id "
        "JOIN stream s ON s.id = l.stream_id WHERE r.participant_id = ?",
        participant);
    std::vector<ReadMarker> behind;
    while (rows.next()) {
        const ReadMarker marker{participant, rows.id<base::LoungeId>(0), rows.number(1)};
        if (marker.seq < rows.number(2)) behind.push_back(marker);
    }
    return behind;
}

std::vector<UnreadMessage> unread_after(db::Connection& connection, const std::vector<ReadMarker>& markers,
                                        std::size_t most) {
    std::vector<UnreadMessage> unread;
    in_blocks(markers, [&](std::span<const ReadMarker> block) {
        const std::string sql = repeat(
            "(SELECT lounge_id, seq, id, participant_id FROM chat_message FORCE INDEX (chat_message_seq) WHERE lounge_id = ? AND seq > ? "
            "AND moderation_status = 'APPROVED' ORDER BY seq LIMIT ?)",
            block.size(), " UNION ALL ");
        std::vector<db::Param> params;
        for (const auto& marker : block) {
            for (const auto& value : {db::param(marker.lounge), db::param(marker.seq), db::param(most)})
                params.push_back(value);
        }
        auto rows = connection.query_params(sql, params);
        while (rows.next())
            unread.push_back({.lounge = rows.id<base::LoungeId>(0),
                              .seq = rows.number(1),
                              .id = rows.id<base::MessageId>(2),
                              .author = rows.id<base::ParticipantId>(3)});
    });
    return unread;
}

std::size_t mentions_since(db::Connection& connection, base::ParticipantId participant, base::LoungeId lounge,
                           base::MessageId first, std::size_t most) {
    auto rows = connection.query(
        "SELECT n.message_id FROM mention n STRAIGHT_JOIN chat_message m ON m.id = n.message_id "
        "WHERE n.participant_id = ? AND n.message_id >= ? AND m.lounge_id = ? AND m.moderation_status = 'APPROVED' "
        "ORDER BY n.message_id LIMIT ?",
        participant, first, lounge, most);
    std::size_t mentions = 0;
    while (rows.next()) ++mentions;
    return mentions;
}

std::vector<LoungeRead> lounges_read(db::Connection& connection, base::ParticipantId participant) {
    auto rows = connection.query(
        "SELECT l.slug, r.seq FROM read_marker r STRAIGHT_JOIN lounge l ON l.id = r.lounge_id WHERE r.participant_id = ? "
        "ORDER BY r.lounge_id",
        participant);
    std::vector<LoungeRead> places;
    while (rows.next()) places.push_back({.lounge = rows.text(0), .seq = rows.number(1)});
    return places;
}

void forget_guests_markers(db::Connection& connection, const std::vector<base::ParticipantId>& people) {
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        connection.execute_params(
            "DELETE r FROM read_marker r JOIN participant p ON p.id = r.participant_id WHERE p.user_id IS NULL "
            "AND r.participant_id IN (" +
                repeat("?", block.size()) + ")",
            params_of(block));
    });
}

}  // namespace store
