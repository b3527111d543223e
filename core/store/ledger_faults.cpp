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
        most, "{} sum to {} {3}, not to zero", faults);
    find_faults(
        connection,
        "SELECT p.posting_key, CAST(SUM(e.amount_minor) AS SIGNED) AS total, 0, e.currency FROM ledger_entry e JOIN "
        "ledger_posting p ON p.id = e.posting_id GROUP BY e.posting_id, e.currency HAVING total <> 0 LIMIT ?",
        most, "the posting {} sums to {} {3}, not to zero", faults);
    // Money lies with an order exactly as long as it is paid and neither settled nor refunded.
    find_faults(
        connection,
        "SELECT CONCAT('order ', t.id), CAST(COALESCE(SUM(e.amount_minor), 0) AS SIGNED) AS held, "
        "CAST(IF(t.payment_status = 'COMPLETED' AND t.fulfilment <> 'SETTLED', t.amount_minor - t.refunded_minor, 0) AS SIGNED) "
        "AS due, t.currency FROM transaction t LEFT JOIN ledger_entry e ON e.account = CONCAT('order:', t.id) "
        "GROUP BY t.id HAVING held <> due LIMIT ?",
        most, "{} holds {} where it should hold {} {}", faults);
    find_faults(
        connection,
        "SELECT CONCAT('order ', t.id), CAST(t.refunded_minor AS SIGNED), CAST(COALESCE(SUM(r.amount_minor), 0) AS SIGNED) AS "
        "asked, t.currency FROM transaction t LEFT JOIN refund r ON r.transaction_id = t.id GROUP BY t.id "
        "HAVING t.refunded_minor <> asked LIMIT ?",
        most, "{} says that {} were refunded, its refunds say {} {}", faults);
    // What is on its way back to a buyer is what refunds that were not sent yet come to.
    find_faults(
        connection,
        "SELECT d.account, d.due, d.open, d.currency FROM (SELECT x.account, x.currency, CAST(SUM(x.due) AS SIGNED) AS due, "
        "CAST(SUM(x.open) AS SIGNED) AS open FROM (SELECT account, currency, amount_minor AS due, 0 AS open FROM ledger_entry "
        "WHERE account LIKE 'buyer:%' UNION ALL SELECT CONCAT('buyer:', t.buyer_user_id), t.currency, 0, r.amount_minor FROM "
        "refund r JOIN transaction t ON t.id = r.transaction_id WHERE r.status <> 'SENT') x GROUP BY x.account, x.currency) d "
        "WHERE d.due <> d.open LIMIT ?",
        most, "{} is owed {} by the ledger and {} {} by refunds that were not sent", faults);
    return faults;
}

}  // namespace store
