#include "core/store/appeals.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

#define APPEAL_COLUMNS \
    "SELECT e.id, e.action_id, e.body," DB_MS("e.created_at") "," DB_MS("e.decided_at") ", COALESCE(e.lifted, FALSE), " \
    "COALESCE(e.answer, '') FROM appeal e "

Appeal read_appeal(const db::Rows& rows) {
    return {.id = rows.id<base::AppealId>(0),
            .action = rows.id<base::ActionId>(1),
            .text = rows.text(2),
            .at = rows.time(3),
            .decided_at = time_or_none(rows, 4),
            .lifted = rows.flag(5),
            .answer = rows.text(6)};
}

}  // namespace

bool add_appeal(db::Connection& connection, base::ActionId action, std::string_view text, base::Time now) {
    return connection.execute("INSERT IGNORE INTO appeal (action_id, body, created_at) VALUES (?, ?," DB_TIME
                              ")",
                              action, text, now) > 0;
}

std::optional<Appeal> appeal_against(db::Connection& connection, base::ActionId action) {
    auto rows = connection.query(APPEAL_COLUMNS "WHERE e.action_id = ?", action);
    return rows.next() ? std::optional(read_appeal(rows)) : std::nullopt;
}

std::optional<Appeal> find_appeal(db::Connection& connection, base::AppealId id) {
    auto rows = connection.query(APPEAL_COLUMNS "WHERE e.id = ?", id);
    return rows.next() ? std::optional(read_appeal(rows)) : std::nullopt;
}

std::optional<Appeal> lock_appeal(db::Connection& connection, base::AppealId id) {
    auto rows = connection.query(APPEAL_COLUMNS "WHERE e.id = ? FOR UPDATE", id);
    return rows.next() ? std::optional(read_appeal(rows)) : std::nullopt;
}

void decide_appeal(db::Connection& connection, base::AppealId id, base::UserId by, bool lifted,
                   std::string_view answer, base::Time now) {
    connection.execute("UPDATE appeal SET decided_at =" DB_TIME
                       ", decided_by_user_id = ?, lifted = ?, answer = NULLIF(?, '') WHERE id = ?",
                       now, by, lifted, answer, id);
}

std::vector<Appeal> waiting_appeals(db::Connection& connection, const CaseScope& scope, std::size_t most) {
    if (!scope.everywhere && scope.rooms.empty()) return {};
    std::vector<db::Param> params;
    std::string where = "TRUE";
    if (!scope.everywhere) {
        const auto rooms = padded(std::span<const base::LanguageRoomId>(scope.rooms));
        for (const auto room : rooms) params.push_back(db::param(room));
        where = "a.language_room_id IN (" + repeat("?", rooms.size()) + ")";
    }
    params.push_back(db::param(static_cast<std::uint64_t>(most)));
    const std::string sql = std::string(APPEAL_COLUMNS) +
                            "JOIN moderation_action a ON a.id = e.action_id WHERE e.decided_at IS NULL AND " +
                            where + " ORDER BY e.created_at LIMIT ?";
    auto rows = connection.query_params(sql, params);
    std::vector<Appeal> appeals;
    while (rows.next()) appeals.push_back(read_appeal(rows));
    return appeals;
}

}  // namespace store
