// The audit chain as rows: audit_log, dense from 1, and audit_head, the one row that names its end. core/audit has the rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct AuditRow {
    std::uint64_t id = 0;
    base::Time at{};
    std::string actor{};
    std::string action{};
    std::optional<std::string> subject{};
    std::optional<std::string> detail{};
    std::string previous_hash{};  // 32 bytes
    std::string row_hash{};       // 32 bytes
};

// The end of the chain: an empty one ends at 0, with 32 zero bytes.
struct AuditHead {
    std::uint64_t last_id = 0;
    std::string last_hash{};

    bool operator==(const AuditHead&) const = default;
};

// Nothing when somebody has removed the row.
std::optional<AuditHead> audit_head(db::Connection& connection);
// The same, locked until the transaction ends.
std::optional<AuditHead> lock_audit_head(db::Connection& connection);
void set_audit_head(db::Connection& connection, const AuditHead& head);

// Throws db::Duplicate when there is a row of this id.
void add_audit_row(db::Connection& connection, const AuditRow& row);

// At most `most` rows from this id on, in order.
std::vector<AuditRow> audit_rows(db::Connection& connection, std::uint64_t from_id, unsigned most);
// At most `most` rows before this id, the newest first, that fit: an actor ("user:7"), the beginning of an action ("moderation."), a subject; empty ones fit all.
struct AuditFilter {
    std::string actor{};
    std::string action{};
    std::string subject{};
    std::optional<base::Time> since{};
    std::optional<base::Time> until{};
};
std::vector<AuditRow> find_audit_rows(db::Connection& connection, const AuditFilter& filter,
                                      std::uint64_t before, unsigned most);

// Whether this person has done this to this subject before.
bool is_on_record(db::Connection& connection, std::string_view actor, std::string_view action,
                  std::string_view subject);

// The rows that say they follow this one. Reads the whole table: for a chain that is broken.
std::vector<AuditRow> audit_rows_after(db::Connection& connection, std::string_view previous_hash);
std::uint64_t count_audit_rows(db::Connection& connection);

}  // namespace store
