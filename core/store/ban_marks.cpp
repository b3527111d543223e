#include "core/store/ban_marks.h"

#include "core/db/dialect.h"

namespace store {
namespace {

std::optional<std::string_view> or_null(std::string_view mark) {
    return mark.empty() ? std::nullopt : std::optional(mark);
}

// From both kinds of sessions of participant ?, that were made since ?.
#define MARKS_OF_PERSON(column)                                                                                  \
    "SELECT DISTINCT ?, ?, " column "," DB_TIME                                                                  \
    "FROM (SELECT t.device_mark, t.address_mark FROM temp_session t WHERE t.participant_id = ? "                 \
    "AND t.created_at >=" DB_TIME                                                                                \
    "UNION ALL SELECT s.device_mark, s.address_mark FROM session s JOIN participant p ON p.user_id = s.user_id " \
    "WHERE p.id = ? AND s.last_used_at >=" DB_TIME ") origin WHERE " column " IS NOT NULL"

}  // namespace

void set_marks(db::Connection& connection, base::TempSessionId session, const Marks& marks) {
    connection.execute("UPDATE temp_session SET device_mark = ?, address_mark = ? WHERE id = ?",
                       or_null(marks.device), or_null(marks.address), session);
}

void set_marks(db::Connection& connection, base::SessionId session, const Marks& marks) {
    connection.execute("UPDATE session SET device_mark = ?, address_mark = ? WHERE id = ?",
                       or_null(marks.device), or_null(marks.address), session);
}

void add_ban_marks(db::Connection& connection, base::ActionId ban, base::ParticipantId person,
                   base::Time since, std::optional<base::Time> until, base::Time address_until) {
    connection.execute(
        "INSERT INTO ban_mark (action_id, kind, mark, expires_at) " MARKS_OF_PERSON("device_mark"), ban,
        "DEVICE", until, person, since, person, since);
    connection.execute(
        "INSERT INTO ban_mark (action_id, kind, mark, expires_at) " MARKS_OF_PERSON("address_mark"), ban,
        "ADDRESS", address_until, person, since, person, since);
}

std::optional<base::ActionId> find_ban_mark(db::Connection& connection, const Marks& marks, base::Time now) {
    for (const auto& [kind, mark] : {std::pair<const char*, std::string_view>{"DEVICE", marks.device},
                                     std::pair<const char*, std::string_view>{"ADDRESS", marks.address}}) {
        if (mark.empty()) continue;
        auto rows = connection.query(
            "SELECT action_id FROM ban_mark WHERE mark = ? AND kind = ? "
            "AND (expires_at IS NULL OR expires_at >" DB_TIME ") LIMIT 1",
            mark, kind, now);
        if (rows.next()) return rows.id<base::ActionId>(0);
    }
    return std::nullopt;
}

std::vector<MarkedGuest> guests_of_marked_browsers(db::Connection& connection, base::ActionId ban,
                                                   base::ParticipantId banned, base::Time now) {
    auto rows = connection.query(
        "SELECT t.id, p.id, p.stream_id FROM ban_mark b JOIN temp_session t ON t.device_mark = b.mark "
        "JOIN participant p ON p.id = t.participant_id WHERE b.action_id = ? AND b.kind = 'DEVICE' "
        "AND t.ended_at IS NULL AND t.expires_at >" DB_TIME
        "AND p.user_id IS NULL AND p.id <> ? ORDER BY t.id",
        ban, now, banned);
    std::vector<MarkedGuest> guests;
    while (rows.next())
        guests.push_back({.session = rows.id<base::TempSessionId>(0),
                          .person = rows.id<base::ParticipantId>(1),
                          .stream = rows.id<base::StreamId>(2)});
    return guests;
}

void remove_ban_marks(db::Connection& connection, base::ActionId ban) {
    connection.execute("DELETE FROM ban_mark WHERE action_id = ?", ban);
}

std::uint64_t forget_ban_marks(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute("DELETE FROM ban_mark WHERE expires_at <=" DB_TIME "LIMIT ?", now, most);
}

}  // namespace store
