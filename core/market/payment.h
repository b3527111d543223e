// A payment from begin to end: what the house asks its providers, and when. Everything here may take seconds: pages call it from workers of their own, and jobs in steps.
#pragma once

#include "core/market/providers.h"
#include "core/market/settle.h"

namespace market {

// Borrowed.
struct PaymentHouse {
    const chat::House& house;
    Providers& providers;
    const chat::HintSender& hints;
};

// Where the buyer of this PENDING order pays, begun now if it was not yet. Nothing of it happens twice, however often it is called. Errors: order_state (not to be paid
// any more), payment_away (nobody could be asked; nothing was charged), method_closed (the provider refuses it, or is not set up any more).
base::Result<std::string> begin_payment(db::Connection& connection, const PaymentHouse& payments,
                                        const store::Order& order);

// Asks the provider how the payment stands, takes what the buyer has approved as long as the piece is held, and draws the consequences. Errors: order_unknown,
// payment_away.
std::optional<base::Error> look_at_payment(db::Connection& connection, const PaymentHouse& payments,
                                           const store::Order& order);

// One order that is due (store::due_orders): asks, lets the hold end, closes what was not paid, refunds and settles. False when its provider did not answer.
bool care_for(db::Connection& connection, const PaymentHouse& payments, base::OrderId id);

// A question that came to nothing, as a warning in the log.
void log_no_answer(const store::Order& order, std::string_view what, const NoAnswer& none);

}  // namespace market
