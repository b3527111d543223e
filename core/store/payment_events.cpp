#include "core/store/payment_events.h"

#include "core/db/dialect.h"

namespace store {

bool add_payment_event(db::Connection& connection, const NewPaymentEvent& event) {
    return connection.execute(
               "INSERT INTO payment_event (provider, provider_event_id, kind, reference, raw_body, received_at, due_at) "
               "VALUES (?, ?, LEFT(?, 100), NULLIF(?, ''), ?," DB_TIME "," DB_TIME
               ") ON DUPLICATE KEY UPDATE id = id",
               name_of(event.provider), event.id, event.kind, event.reference, event.body, event.at,
               event.at) > 0;
}

std::vector<PaymentEvent> due_payment_events(db::Connection& connection, base::Time now, std::size_t most) {
    auto rows = connection.query(
        "SELECT id, provider, kind, COALESCE(reference, ''), attempts FROM payment_event WHERE due_at <=" DB_TIME
        "ORDER BY due_at LIMIT ?",
        now, most);
    std::vector<PaymentEvent> events;
    while (rows.next())
        events.push_back({.id = rows.id<base::PaymentEventId>(0),
                          .provider = parse_payment_provider(rows.text(1)).value(),
                          .kind = rows.text(2),
                          .reference = rows.text(3),
                          .attempts = static_cast<std::uint32_t>(rows.number(4))});
    return events;
}

void set_event_applied(db::Connection& connection, base::PaymentEventId id, base::OrderId order,
                       base::Time now) {
    connection.execute(
        "UPDATE payment_event SET outcome = 'APPLIED', transaction_id = ?, due_at = NULL, handled_at =" DB_TIME
        "WHERE id = ?",
        order, now, id);
}

void set_event_nothing(db::Connection& connection, base::PaymentEventId id, base::Time now) {
    connection.execute("UPDATE payment_event SET outcome = 'NOTHING', due_at = NULL, handled_at =" DB_TIME
                       "WHERE id = ?",
                       now, id);
}

void set_event_put_off(db::Connection& connection, base::PaymentEventId id, base::Time due_at) {
    connection.execute("UPDATE payment_event SET attempts = attempts + 1, due_at =" DB_TIME "WHERE id = ?",
                       due_at, id);
}

}  // namespace store
