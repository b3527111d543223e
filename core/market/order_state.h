// The states of an order, and which follows on which: the one place that knows. Everything that changes an order's state asks here first.
//
//     PENDING  --pay-->      COMPLETED, nothing delivered
//              --fail-->     FAILED
//     FAILED   --pay-->      COMPLETED: too late; if no piece can be had again, all of it is refunded at once
//     COMPLETED, NONE        --deliver--> DELIVERED    --dispute--> DISPUTED    --settle--> SETTLED
//     COMPLETED, DELIVERED   --dispute--> DISPUTED     --settle--> SETTLED
//     COMPLETED, DISPUTED    --settle--> SETTLED
//     COMPLETED, any         --refund--> REFUNDED
#pragma once

#include <optional>

#include "core/store/orders.h"

namespace market {

enum class OrderStep {
    pay,      // the provider has the money
    fail,     // it will not come: cancelled, hold over, refused, listing removed
    deliver,  // the buyer has what was bought
    dispute,  // the buyer says it is not right
    settle,   // the buyer agrees, was silent long enough, or a moderator decided for the seller
    refund,   // all of it goes back
};

struct OrderStanding {
    store::PaymentStatus payment = store::PaymentStatus::pending;
    store::Fulfilment fulfilment = store::Fulfilment::none;

    bool operator==(const OrderStanding&) const = default;
};

// Nothing when the step is not possible there. Pure.
std::optional<OrderStanding> after(const OrderStanding& now, OrderStep step);

inline OrderStanding standing_of(const store::Order& order) { return {order.payment, order.fulfilment}; }

// Whether the house holds the buyer's money for this order: paid, and neither given back nor released to the seller. Pure.
bool is_held(const OrderStanding& standing);

}  // namespace market
