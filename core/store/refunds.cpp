#include "core/store/refunds.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr std::array reasons{RefundReason::seller,  RefundReason::moderator, RefundReason::not_delivered,
                             RefundReason::removed, RefundReason::late,      RefundReason::provider};
constexpr std::array statuses{RefundStatus::waiting, RefundStatus::sending, RefundStatus::sent,
                              RefundStatus::unknown, RefundStatus::failed};

// clang-format off
constexpr const char* refund_columns =
    "SELECT id, transaction_id, amount_minor, reason, status, attempts, COALESCE(provider_reference, ''), "
    "COALESCE(claim_url, ''), COALESCE(last_error, '')," DB_MS("created_at") "," DB_MS("sent_at") "FROM refund ";
// clang-format on

std::string select(std::string_view rest) { return refund_columns + std::string(rest); }

Refund read_refund(const db::Rows& rows) {
    return {.id = rows.id<base::RefundId>(0),
            .order = rows.id<base::OrderId>(1),
            .minor = rows.number(2),
            .reason = value_named(reasons, rows.text(3)).value(),
            .status = value_named(statuses, rows.text(4)).value(),
            .attempts = static_cast<std::uint32_t>(rows.number(5)),
            .reference = rows.text(6),
            .claim_url = rows.text(7),
            .last_error = rows.text(8),
            .created_at = rows.time(9),
            .sent_at = time_or_none(rows, 10)};
}

std::optional<Refund> read_one(db::Rows rows) {
    return rows.next() ? std::optional(read_refund(rows)) : std::nullopt;
}

}  // namespace

std::string_view name_of(RefundReason reason) {
    switch (reason) {
        case RefundReason::seller:
            return "SELLER";
        case RefundReason::moderator:
            return "MODERATOR";
        case RefundReason::not_delivered:
            return "NOT_DELIVERED";
        case RefundReason::removed:
            return "REMOVED";
        case RefundReason::late:
            return "LATE";
        case RefundReason::provider:
            break;
    }
    return "PROVIDER";
}

std::string_view name_of(RefundStatus status) {
    switch (status) {
        case RefundStatus::waiting:
            return "WAITING";
        case RefundStatus::sending:
            return "SENDING";
        case RefundStatus::sent:
            return "SENT";
        case RefundStatus::unknown:
            return "UNKNOWN";
        case RefundStatus::failed:
            break;
    }
    return "FAILED";
}

base::RefundId add_refund(db::Connection& connection, const NewRefund& refund) {
    return base::RefundId{connection.insert(
        "INSERT INTO refund (transaction_id, amount_minor, reason, requested_by_user_id, created_at, due_at) VALUES (?, ?, ?, ?," DB_TIME
        "," DB_TIME ")",
        refund.order, refund.minor, name_of(refund.reason), refund.by, refund.at, refund.at)};
}

std::optional<Refund> find_refund(db::Connection& connection, base::RefundId id) {
    static const std::string sql = select("WHERE id = ?");
    return read_one(connection.query(sql, id));
}

std::optional<Refund> lock_refund(db::Connection& connection, base::RefundId id) {
    static const std::string sql = select("WHERE id = ? FOR UPDATE");
    return read_one(connection.query(sql, id));
}

std::vector<Refund> refunds_of(db::Connection& connection, base::OrderId order) {
    static const std::string sql = select("WHERE transaction_id = ? ORDER BY id");
    auto rows = connection.query(sql, order);
    std::vector<Refund> refunds;
    while (rows.next()) refunds.push_back(read_refund(rows));
    return refunds;
}

std::vector<base::RefundId> due_refunds(db::Connection& connection, base::Time now, std::size_t most) {
    auto rows = connection.query("SELECT id FROM refund WHERE due_at <=" DB_TIME "ORDER BY due_at LIMIT ?",
                                 now, most);
    std::vector<base::RefundId> ids;
    while (rows.next()) ids.push_back(rows.id<base::RefundId>(0));
    return ids;
}

std::vector<Refund> unsent_refunds(db::Connection& connection, std::size_t most) {
    // Left to itself the server reads the table in the order of ids, where nearly all were sent.
    static const std::string sql = select(
        "FORCE INDEX (refund_status) WHERE status IN ('WAITING', 'SENDING', 'UNKNOWN', 'FAILED') ORDER BY id LIMIT ?");
    auto rows = connection.query(sql, most);
    std::vector<Refund> refunds;
    while (rows.next()) refunds.push_back(read_refund(rows));
    return refunds;
}

void set_refund_sending(db::Connection& connection, base::RefundId id, base::Time due_at) {
    connection.execute("UPDATE refund SET status = 'SENDING', attempts = attempts + 1, due_at =" DB_TIME
                       "WHERE id = ? AND status <> 'SENT'",
                       due_at, id);
}

void set_refund_sent(db::Connection& connection, base::RefundId id, std::string_view reference,
                     std::string_view claim_url, base::Time now) {
    connection.execute(
        "UPDATE refund SET status = 'SENT', provider_reference = NULLIF(?, ''), claim_url = NULLIF(?, ''), last_error = NULL, "
        "due_at = NULL, sent_at =" DB_TIME "WHERE id = ?",
        reference, claim_url, now, id);
}

void set_refund_put_off(db::Connection& connection, base::RefundId id, RefundStatus status,
                        std::string_view error, std::optional<base::Time> due_at) {
    connection.execute("UPDATE refund SET status = ?, last_error = LEFT(?, 500), due_at =" DB_TIME
                       "WHERE id = ? AND status <> 'SENT'",
                       name_of(status), error, due_at, id);
}

}  // namespace store
