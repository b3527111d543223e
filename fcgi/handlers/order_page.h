// One order, as its buyer, its seller or a moderator sees it, and what its forms have in common.
#pragma once

#include "core/market/turn.h"
#include "core/view/order_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// The number in the path; that of nothing for what is no number.
base::OrderId order_in_path(Context& context);

view::OrderPage order_page(Context& context, const store::Order& order, view::OrderPage::Side side);

// The page again, with what was typed and why it was refused.
Response order_again(Context& context, const store::Order& order, view::OrderPage::Side side,
                     const base::Error& error);

}  // namespace fcgi::handlers
