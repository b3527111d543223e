// What providers tell by themselves (webhooks): kept as it came, and followed by a question. Nothing that a notice says is believed but whom it is about.
#pragma once

#include "core/market/payment.h"
#include "core/store/payment_events.h"

namespace market {

// A notice as it came from this provider: kept when its signature is good. The jobs process then asks how the payment stands. Errors: webhook_refused, not_found (a
// provider that is not set up), payment_away (its signature could not be checked: let it be sent again).
std::optional<base::Error> take_notice(db::Connection& connection, const PaymentHouse& payments,
                                       store::PaymentProvider provider, const Notice& notice);

// What a notice that was kept (store::due_payment_events) leads to.
void follow_notice(db::Connection& connection, const PaymentHouse& payments,
                   const store::PaymentEvent& event);

}  // namespace market
