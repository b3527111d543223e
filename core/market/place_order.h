// Buying: from a listing that somebody looks at to an order for which a piece is held.
#pragma once

#include <string>

#include "core/accounts/rate_limit.h"
#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/chat/post.h"
#include "core/store/orders.h"

namespace market {

struct OrderWish {
    base::ItemId item{};
    std::uint32_t version = 0;  // of what the buyer has seen; nothing else of it is believed
    std::string once{};         // 32 hex digits, from the form: the same press twice is one order
    std::optional<store::PaymentMethod> method{};
};

// A PENDING order at the price that is on offer, with a piece held for limits.order_hold. The same `once` again gives the same order, whatever has become of it.
// Errors: members_only, bad_request, item_unknown, item_no_access, item_own, seller_blocked, item_changed, item_state (not on offer), item_sold_out, method_missing,
// method_closed, too_many_orders.
base::Result<store::Order> place_order(db::Connection& connection, const chat::House& house,
                                       const accounts::LimitHouse& limits, const accounts::Session& buyer,
                                       const OrderWish& wish);

}  // namespace market
