#include "core/store/lounge_changes.h"

#include "core/db/dialect.h"

namespace store {

void rename_lounge(db::Connection& connection, base::LoungeId lounge, std::string_view name) {
    connection.execute("UPDATE lounge SET name = ? WHERE id = ?", name, lounge);
}

bool close_lounge(db::Connection& connection, base::LoungeId lounge, base::Time now) {
    return connection.execute("UPDATE lounge SET closed_at =" DB_TIME "WHERE id = ? AND closed_at IS NULL",
                              now, lounge) > 0;
}

bool reopen_lounge(db::Connection& connection, base::LoungeId lounge) {
    return connection.execute("UPDATE lounge SET closed_at = NULL WHERE id = ? AND closed_at IS NOT NULL",
                              lounge) > 0;
}

unsigned last_position(db::Connection& connection, std::string_view language_code) {
    auto rows = connection.query(
        "SELECT COALESCE(MAX(l.position), 0) FROM lounge l JOIN language_room r ON r.id = l.language_room_id "
        "WHERE r.code = ?",
        language_code);
    return rows.next() ? static_cast<unsigned>(rows.number(0)) : 0;
}

}  // namespace store
