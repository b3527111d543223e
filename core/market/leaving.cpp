#include "core/market/leaving.h"

#include "core/market/ledger.h"
#include "core/market/listing.h"
#include "core/store/ledger.h"
#include "core/store/market_data.h"
#include "core/store/orders.h"

namespace market {
namespace {

bool has_money_here(db::Connection& connection, base::UserId user) {
    for (const auto& account : {seller_account(user), buyer_account(user)}) {
        for (const auto currency : {store::Currency::usd, store::Currency::eur, store::Currency::gbp}) {
            if (store::balance_of(connection, account, currency) > 0) return true;
        }
    }
    return false;
}

}  // namespace

std::optional<base::Error> leaving_refusal(db::Connection& connection, base::UserId user) {
    if (store::count_open_orders(connection, user) > 0 || has_money_here(connection, user))
        return base::Error{base::ErrorCode::orders_open};
    return std::nullopt;
}

void leave(db::Connection& connection, const chat::House& house, base::UserId user) {
    for (const auto id : store::standing_items_of(connection, user)) {
        if (const auto item = store::lock_item(connection, id)) take_down(connection, house, *item);
    }
    store::erase_market_texts(connection, user);
}

}  // namespace market
