#include "core/store/rate_limits.h"

#include "core/db/dialect.h"

namespace store {

Window count_hit(db::Connection& connection, std::string_view bucket, base::Millis length, base::Time now) {
    const base::Time ends_at = now + length;
    // One statement, so that two workers cannot both see the last free place. Assignments run from left to right: expires_at goes last.
    connection.execute(
        "INSERT INTO rate_limit (bucket, window_start, hits, expires_at) VALUES (?," DB_TIME ", 1," DB_TIME
        ") "
        "ON DUPLICATE KEY UPDATE hits = IF(expires_at <= VALUES(window_start), 1, hits + 1), "
        "window_start = IF(expires_at <= VALUES(window_start), VALUES(window_start), window_start), "
        "expires_at = IF(window_start = VALUES(window_start), VALUES(expires_at), expires_at)",
        bucket, now, ends_at);
    auto rows =
        connection.query("SELECT hits," DB_MS("expires_at") "FROM rate_limit WHERE bucket = ?", bucket);
    if (!rows.next()) return {1, ends_at};  // the clean-up took it in between: its window was over
    return {rows.number(0), rows.time(1)};
}

bool window_is_open(db::Connection& connection, std::string_view bucket, base::Time now) {
    return connection.query("SELECT 1 FROM rate_limit WHERE bucket = ? AND expires_at >" DB_TIME, bucket, now)
        .next();
}

void forget_window(db::Connection& connection, std::string_view bucket) {
    connection.execute("DELETE FROM rate_limit WHERE bucket = ?", bucket);
}

std::uint64_t forget_old_windows(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute("DELETE FROM rate_limit WHERE expires_at <=" DB_TIME "LIMIT ?", now, most);
}

}  // namespace store
