#include "core/market/item_removed.h"

#include "core/market/turn.h"

namespace market {

void item_removed(db::Connection& connection, const chat::House& house, base::ItemId item,
                  chat::OwnEvents& events) {
    for (const auto id : store::open_orders_of_item(connection, item)) {
        auto order = store::lock_order(connection, id);
        if (!order) continue;
        Turn turn(connection, house, std::move(*order), events);
        if (turn.possible(OrderStep::fail))
            turn.fail(store::OrderFailure::removed);
        else if (is_held(standing_of(turn.order())))
            turn.refund(turn.order().amount.minor - turn.order().refunded_minor, store::RefundReason::removed,
                        std::nullopt);
    }
}

}  // namespace market
