#include "core/market/place_order.h"

#include "core/base/crypto.h"
#include "core/chat/block.h"
#include "core/db/result_transaction.h"
#include "core/market/access.h"
#include "core/market/ledger.h"
#include "core/market/ways.h"
#include "core/store/users.h"

namespace market {
namespace {

using base::ErrorCode;

constexpr std::size_t once_bytes = 16;

// What stands against this purchase, but for the piece.
std::optional<base::Error> refusal_of(db::Connection& connection, const chat::House& house,
                                      const accounts::Session& buyer, const store::Item& item,
                                      const OrderWish& wish) {
    if (item.seller == *buyer.user) return base::Error{ErrorCode::item_own};
    if (auto refused = refusal(house, buyer, item)) return refused;
    if (chat::blocked_between(connection, buyer.participant.id, item.seller_person))
        return base::Error{ErrorCode::seller_blocked};
    if (item.state == store::ItemState::sold_out) return base::Error{ErrorCode::item_sold_out};
    if (item.state != store::ItemState::published) return base::Error{ErrorCode::item_state};
    if (item.version != wish.version) return base::Error{ErrorCode::item_changed};
    return std::nullopt;
}

base::Result<base::OrderId> place_inside(db::Connection& connection, const chat::House& house,
                                         const accounts::Session& buyer, const OrderWish& wish,
                                         std::string_view once) {
    const auto item = store::lock_item(connection, wish.item);
    if (!item) return ErrorCode::item_unknown;
    // Locked: their account is not deleted while an order is made for it.
    const auto user = store::lock_user(connection, *buyer.user);
    if (!user || user->status == store::AccountStatus::deleted) return ErrorCode::members_only;
    // The other press may have come first, and have taken the last piece.
    if (const auto before = store::find_order(connection, *buyer.user, once)) return before->id;
    if (const auto refused = refusal_of(connection, house, buyer, *item, wish)) return *refused;
    if (!wish.method) return ErrorCode::method_missing;
    const auto& settings = house.config.market;
    const auto way = find_way(settings, item->content, *wish.method);
    if (!way) return ErrorCode::method_closed;
    const base::Time now = house.clock.now();
    if (!store::take_piece(connection, *item, now)) return ErrorCode::item_sold_out;
    const base::Time hold_until = now + house.config.limits.order_hold;
    return store::add_order(connection, {.item = *item,
                                         .buyer = *buyer.user,
                                         .once = once,
                                         .fee_minor = fee_of(item->price, settings.fee_basis_points),
                                         .method = way->method,
                                         .provider = way->provider,
                                         .at = now,
                                         .hold_until = hold_until,
                                         .due_at = hold_until});
}

}  // namespace

base::Result<store::Order> place_order(db::Connection& connection, const chat::House& house,
                                       const accounts::LimitHouse& limits, const accounts::Session& buyer,
                                       const OrderWish& wish) {
    if (!buyer.user) return ErrorCode::members_only;
    const auto once = base::from_hex(wish.once);
    if (!once || once->size() != once_bytes) return ErrorCode::bad_request;
    if (auto before = store::find_order(connection, *buyer.user, *once)) return std::move(*before);
    constexpr auto rule = accounts::LimitRule::order;
    const auto allowance =
        accounts::use(connection, limits, rule, std::to_string(buyer.participant.id.value));
    if (!allowance.allowed) return accounts::refusal_of(rule, allowance);
    try {
        const auto id = db::transact_result(connection, [&](db::Connection& inside) {
            return place_inside(inside, house, buyer, wish, *once);
        });
        if (!id) return id.error();
        return store::find_order(connection, *id).value();
    } catch (const db::Duplicate&) {
        // The other press came first.
        return store::find_order(connection, *buyer.user, *once).value();
    }
}

}  // namespace market
