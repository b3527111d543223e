#include "core/store/audit_log.h"

#include "core/db/dialect.h"

namespace store {
namespace {

#define AUDIT_COLUMNS \
    "SELECT id, COALESCE(" DB_MS("at") ", 0), actor, action, subject, detail, previous_hash, row_hash " \
    "FROM audit_log "

std::optional<std::string> text_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.text(column));
}

std::vector<AuditRow> read_all(db::Rows rows) {
    std::vector<AuditRow> read;
    while (rows.next())
        read.push_back({.id = rows.number(0),
                        .at = rows.time(1),
                        .actor = rows.text(2),
                        .action = rows.text(3),
                        .subject = text_or_null(rows, 4),
                        .detail = text_or_null(rows, 5),
                        .previous_hash = rows.text(6),
                        .row_hash = rows.text(7)});
    return read;
}

std::optional<AuditHead> read_head(db::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return AuditHead{.last_id = rows.number(0), .last_hash = rows.text(1)};
}

}  // namespace

std::optional<AuditHead> audit_head(db::Connection& connection) {
    return read_head(connection.query("SELECT last_id, last_hash FROM audit_head WHERE id = 1"));
}

std::optional<AuditHead> lock_audit_head(db::Connection& connection) {
    return read_head(connection.query("SELECT last_id, last_hash FROM audit_head WHERE id = 1 FOR UPDATE"));
}

void set_audit_head(db::Connection& connection, const AuditHead& head) {
    connection.execute("UPDATE audit_head SET last_id = ?, last_hash = ? WHERE id = 1", head.last_id,
                       head.last_hash);
}

void add_audit_row(db::Connection& connection, const AuditRow& row) {
    connection.execute(
        "INSERT INTO audit_log (id, at, actor, action, subject, detail, previous_hash, row_hash) "
        "VALUES (?," DB_TIME ", ?, ?, ?, ?, ?, ?)",
        row.id, row.at, row.actor, row.action, row.subject, row.detail, row.previous_hash, row.row_hash);
}

std::vector<AuditRow> audit_rows(db::Connection& connection, std::uint64_t from_id, unsigned most) {
    return read_all(connection.query(AUDIT_COLUMNS "WHERE id >= ? ORDER BY id LIMIT ?", from_id, most));
}

std::vector<AuditRow> find_audit_rows(db::Connection& connection, const AuditFilter& filter,
                                      std::uint64_t before, unsigned most) {
    std::string sql = AUDIT_COLUMNS "WHERE id < ?";
    std::vector<db::Param> params{db::param(before)};
    const auto add = [&](const char* condition, const auto& value) {
        sql += condition;
        params.push_back(db::param(value));
    };
    const auto beginning = [](const std::string& text) {
        std::string pattern;
        for (const char c : text) {
            if (c == '%' || c == '_' || c == '\\') pattern += '\\';
            pattern += c;
        }
        return pattern + "%";
    };
    const std::string action = beginning(filter.action);
    if (!filter.actor.empty()) add(" AND actor = ?", filter.actor);
    if (!filter.action.empty()) add(" AND action LIKE ?", action);
    if (!filter.subject.empty()) add(" AND subject = ?", filter.subject);
    if (filter.since) add(" AND at >=" DB_TIME, *filter.since);
    if (filter.until) add(" AND at <" DB_TIME, *filter.until);
    add(" ORDER BY id DESC LIMIT ?", std::uint64_t{most});
    return read_all(connection.query_params(sql, params));
}

bool is_on_record(db::Connection& connection, std::string_view actor, std::string_view action,
                  std::string_view subject) {
    // Of a subject there are few; of an actor and of a kind of act there may be very many.
    return connection
        .query(
            "SELECT id FROM audit_log FORCE INDEX (audit_log_subject) WHERE subject = ? AND actor = ? "
            "AND action = ? LIMIT 1",
            subject, actor, action)
        .next();
}

std::vector<AuditRow> audit_rows_after(db::Connection& connection, std::string_view previous_hash) {
    return read_all(connection.query(AUDIT_COLUMNS "WHERE previous_hash = ? ORDER BY id", previous_hash));
}

std::uint64_t count_audit_rows(db::Connection& connection) {
    auto rows = connection.query("SELECT COUNT(*) FROM audit_log");
    return rows.next() ? rows.number(0) : 0;
}

}  // namespace store
