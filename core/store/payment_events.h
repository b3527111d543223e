// What providers of payments have told the house by themselves (webhooks), as it came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/orders.h"

namespace store {

struct NewPaymentEvent {
    PaymentProvider provider = PaymentProvider::test;
    std::string_view id{};  // the provider's
    std::string_view kind{};
    std::string_view reference{};  // of the checkout; empty: none that is known
    std::string_view body{};       // raw
    base::Time at{};
};
// False when it has come before: then nothing is changed.
bool add_payment_event(db::Connection& connection, const NewPaymentEvent& event);

struct PaymentEvent {
    base::PaymentEventId id{};
    PaymentProvider provider = PaymentProvider::test;
    std::string kind{};
    std::string reference{};
    std::uint32_t attempts = 0;
};
std::vector<PaymentEvent> due_payment_events(db::Connection& connection, base::Time now, std::size_t most);

// Whatever it told is known now; `order`: whom it was about.
void set_event_applied(db::Connection& connection, base::PaymentEventId id, base::OrderId order,
                       base::Time now);
// It means nothing here.
void set_event_nothing(db::Connection& connection, base::PaymentEventId id, base::Time now);
void set_event_put_off(db::Connection& connection, base::PaymentEventId id, base::Time due_at);

}  // namespace store
