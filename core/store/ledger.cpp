#include "core/store/ledger.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

void add_entries(db::Connection& connection, base::PostingId posting, std::optional<base::OrderId> order,
                 std::string_view reason, const std::vector<LedgerEntry>& entries, base::Time now) {
    const std::string sql =
        "INSERT INTO ledger_entry (posting_id, transaction_id, account, amount_minor, currency, reason, created_at) VALUES " +
        repeat("(?, ?, ?, ?, ?, ?," DB_TIME ")", entries.size());
    std::vector<db::Param> params;
    params.reserve(entries.size() * 7);
    for (const auto& entry : entries) {
        for (const auto& value :
             {db::param(posting), db::param(order), db::param(entry.account), db::param(entry.minor),
              db::param(name_of(entry.currency)), db::param(reason), db::param(now)})
            params.push_back(value);
    }
    connection.execute_params(sql, params);
}

}  // namespace

base::PostingId add_posting(db::Connection& connection, std::string_view key,
                            std::optional<base::OrderId> order, std::string_view reason,
                            const std::vector<LedgerEntry>& entries, base::Time now) {
    const base::PostingId id{connection.insert(
        "INSERT INTO ledger_posting (posting_key, transaction_id, created_at) VALUES (?, ?," DB_TIME ")", key,
        order, now)};
    add_entries(connection, id, order, reason, entries, now);
    return id;
}

std::int64_t balance_of(db::Connection& connection, std::string_view account, Currency currency) {
    auto rows = connection.query(
        "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS SIGNED) FROM ledger_entry WHERE account = ? AND currency = ?",
        account, name_of(currency));
    return rows.next() ? rows.integer(0) : 0;
}

std::uint64_t held_for_seller(db::Connection& connection, base::UserId seller, Currency currency) {
    // Of few orders the server would rather read all.
    auto rows = connection.query(
        "SELECT CAST(COALESCE(SUM(amount_minor - refunded_minor), 0) AS UNSIGNED) FROM transaction FORCE INDEX (transaction_open_of_seller) WHERE seller_user_id = ? AND "
        "closed_at IS NULL AND payment_status = 'COMPLETED' AND currency = ?",
        seller, name_of(currency));
    return rows.next() ? rows.number(0) : 0;
}

std::vector<Balance> balances(db::Connection& connection, std::string_view prefix) {
    const std::string last = std::string(prefix) + "\x7f";
    auto rows = connection.query(
        "SELECT account, currency, CAST(SUM(amount_minor) AS SIGNED) AS balance FROM ledger_entry WHERE account >= ? AND "
        "account < ? GROUP BY account, currency HAVING balance <> 0 ORDER BY account, currency",
        prefix, last);
    std::vector<Balance> found;
    while (rows.next())
        found.push_back({.account = rows.text(0),
                         .currency = parse_currency(rows.text(1)).value(),
                         .minor = rows.integer(2)});
    return found;
}

std::vector<StatementRow> statement_of(db::Connection& connection, std::string_view account,
                                       std::uint64_t before, std::size_t most) {
    auto rows = connection.query("SELECT e.id, e.reason, e.transaction_id, COALESCE(v.title, ''), e.amount_minor, e.currency," DB_MS(
                                     "e.created_at") "FROM ledger_entry e LEFT JOIN transaction t ON t.id = e.transaction_id "
                                                     "LEFT JOIN marketplace_revision v ON v.item_id = t.item_id AND v.version = t.item_version "
                                                     "WHERE e.account = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?",
                                 account, before, most);
    std::vector<StatementRow> statement;
    while (rows.next())
        statement.push_back({.entry = rows.number(0),
                             .reason = rows.text(1),
                             .order = id_or_none<base::OrderId>(rows, 2),
                             .title = rows.text(3),
                             .minor = rows.integer(4),
                             .currency = parse_currency(rows.text(5)).value(),
                             .at = rows.time(6)});
    return statement;
}

}  // namespace store
