// The proof of the ledger: goes over all of it.
#include <fmt/format.h>

#include "core/store/ledger.h"

namespace store {
namespace {

// One kind of fault: a query whose rows are a subject and two amounts.
void find_faults(db::Connection& connection, std::string_view sql, std::size_t most, const char* text,
                 std::vector<std::string>& faults) {
    auto rows = connection.query(sql, most);
    while (rows.next())
        faults.push_back(
            fmt::format(fmt::runtime(text), rows.text(0), rows.integer(1), rows.integer(2), rows.text(3)));
}

}  // namespace

std::vector<std::string> ledger_faults(db::Connection& connection, std::size_t most) {
    std::vector<std::string> faults;
    find_faults(
        connection,
        "SELECT 'all accounts', CAST(SUM(amount_minor) AS SIGNED) AS total, 0, currency FROM ledger_entry GROUP BY "
        "currency HAVING total <> 0 LIMIT ?",
        most, "{0} sum to {1} {3}, not to zero", faults);
    find_faults(
        connection,
        "SELECT p.posting_key, CAST(SUM(e.amount_minor) AS SIGNED) AS total, 0, e.currency FROM ledger_entry e JOIN "
        "ledger_posting p ON p.id = e.posting_id GROUP BY p.posting_key, e.currency HAVING total <> 0 LIMIT ?",
        most, "the posting {0} sums to {1} {3}, not to zero", faults);
    // Money lies with an order exactly as long as it is paid and neither settled nor refunded.
    find_faults(
        connection,
        "SELECT CONCAT('order ', t.id), CAST(COALESCE(SUM(e.amount_minor), 0) AS SIGNED) AS held, "
        "CAST(IF(t.payment_status = 'COMPLETED' AND t.fulfilment <> 'SETTLED', t.amount_minor - t.refunded_minor, 0) AS SIGNED) "
        "AS due, t.currency FROM transaction t LEFT JOIN ledger_entry e ON e.account = CONCAT('order:', t.id) "
        "GROUP BY t.id, t.payment_status, t.fulfilment, t.amount_minor, t.refunded_minor, t.currency HAVING held <> due LIMIT ?",
        most, "{0} holds {1} where it should hold {2} {3}", faults);
    find_faults(
        connection,
        "SELECT CONCAT('order ', t.id), CAST(t.refunded_minor AS SIGNED), CAST(COALESCE(SUM(r.amount_minor), 0) AS SIGNED) AS "
        "asked, t.currency FROM transaction t LEFT JOIN refund r ON r.transaction_id = t.id "
        "GROUP BY t.id, t.refunded_minor, t.currency "
        "HAVING t.refunded_minor <> asked LIMIT ?",
        most, "{0} says that {1} were refunded, its refunds say {2} {3}", faults);
    // What is on its way back to a buyer is what refunds that were not sent yet come to.
    find_faults(
        connection,
        "SELECT d.account, d.due, d.open, d.currency FROM (SELECT x.account, x.currency, CAST(SUM(x.due) AS SIGNED) AS due, "
        "CAST(SUM(x.open) AS SIGNED) AS open FROM (SELECT account, currency, amount_minor AS due, 0 AS open FROM ledger_entry "
        "WHERE account LIKE 'buyer:%' UNION ALL SELECT CONCAT('buyer:', t.buyer_user_id), t.currency, 0, r.amount_minor FROM "
        "refund r JOIN transaction t ON t.id = r.transaction_id WHERE r.status <> 'SENT') x GROUP BY x.account, x.currency) d "
        "WHERE d.due <> d.open LIMIT ?",
        most, "{0} is owed {1} by the ledger and {2} {3} by refunds that were not sent", faults);
    return faults;
}

}  // namespace store
