#include "core/store/test_payments.h"

#include "core/db/dialect.h"
#include "core/db/transaction.h"

namespace store {
namespace {

TestPaymentStatus parse(std::string_view text) {
    if (text == "PAID") return TestPaymentStatus::paid;
    return text == "ENDED" ? TestPaymentStatus::ended : TestPaymentStatus::open;
}

}  // namespace

void add_test_payment(db::Connection& connection, std::string_view reference, Money amount, base::Time now) {
    connection.execute(
        "INSERT INTO test_payment (reference, amount_minor, currency, created_at) VALUES (?, ?, ?," DB_TIME
        ") ON DUPLICATE KEY UPDATE reference = reference",
        reference, amount.minor, name_of(amount.currency), now);
}

std::optional<TestPayment> find_test_payment(db::Connection& connection, std::string_view reference) {
    auto rows = connection.query(
        "SELECT amount_minor, currency, status, refunded_minor FROM test_payment WHERE reference = ?",
        reference);
    if (!rows.next()) return std::nullopt;
    return TestPayment{.amount = {rows.number(0), parse_currency(rows.text(1)).value()},
                       .status = parse(rows.text(2)),
                       .refunded_minor = rows.number(3)};
}

void close_test_payment(db::Connection& connection, std::string_view reference, TestPaymentStatus status) {
    connection.execute("UPDATE test_payment SET status = ? WHERE reference = ? AND status = 'OPEN'",
                       status == TestPaymentStatus::paid ? "PAID" : "ENDED", reference);
}

bool refund_test_payment(db::Connection& connection, std::string_view reference, std::string_view once,
                         std::uint64_t minor) {
    return db::transact(connection, [&](db::Connection& inside) {
        auto rows = inside.query(
            "SELECT amount_minor - refunded_minor FROM test_payment WHERE reference = ? AND status = 'PAID' FOR UPDATE",
            reference);
        if (!rows.next()) return false;
        const auto left = rows.number(0);
        const bool before = inside.query("SELECT once FROM test_refund WHERE once = ?", once).next();
        if (before) return true;
        if (minor > left) return false;
        inside.execute("INSERT INTO test_refund (once, reference, amount_minor) VALUES (?, ?, ?)", once,
                       reference, minor);
        inside.execute("UPDATE test_payment SET refunded_minor = refunded_minor + ? WHERE reference = ?",
                       minor, reference);
        return true;
    });
}

}  // namespace store
