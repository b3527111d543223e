// What orders and money are called, in the visitor's language. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/market/ways.h"
#include "core/store/refunds.h"
#include "core/view/locale.h"

namespace fcgi::handlers {

// "Waiting for payment", "Paid", "Refunded" ...
std::string order_state_text(const view::Language& language, const store::Order& order);
// What comes next, or why it came to nothing, for the buyer or for the seller; nothing when there is no more to say.
std::optional<std::string> order_hint(const view::Language& language, const store::Order& order, bool buyer);

std::string method_text(const view::Language& language, store::PaymentMethod method);
std::string refund_state_text(const view::Language& language, const store::Refund& refund);
// Of an entry of a seller's statement: "Sale", "Refund", "Paid out".
std::string entry_text(const view::Language& language, const std::string& reason);

}  // namespace fcgi::handlers
