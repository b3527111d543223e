// What follows from what a provider says, and from time. A provider's word may come from a notice, from the buyer coming back, or from a question of the jobs process;
// late, twice and in any order: only how the payment stands counts, and money moves once.
#pragma once

#include "core/market/provider.h"
#include "core/market/turn.h"

namespace market {

// Paid: the order is completed, also when its hold was over and a piece can be had again; without one all of it is refunded. Paid otherwise than asked for: the order
// fails, and the operator is told. Ended: it fails. Refunded by somebody at the provider: so it is here. Anything else changes nothing. Errors: order_unknown.
base::Result<Turned> apply_report(db::Connection& connection, const chat::House& house, base::OrderId id,
                                  const PaymentReport& report);

// The hold of a PENDING order is over: the piece goes back. Errors: order_unknown, order_state.
base::Result<Turned> expire_order(db::Connection& connection, const chat::House& house, base::OrderId id);

// What is due for a COMPLETED order: refunded when nothing was delivered, settled when something was. Nothing happens before it is due. Errors: order_unknown.
base::Result<Turned> take_due_step(db::Connection& connection, const chat::House& house, base::OrderId id);

// When the provider is to be asked next about an order that was asked about `asks` times: sooner at first, in the end once an hour. Pure.
base::Millis next_ask(const base::Limits& limits, std::uint32_t asks);

}  // namespace market
