// One order, locked, within one transaction: its next step with everything that belongs to it, the money, the piece and the news for both sides.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/chat/hints.h"
#include "core/chat/own_events.h"
#include "core/chat/post.h"
#include "core/market/order_state.h"
#include "core/store/orders.h"
#include "core/store/refunds.h"

namespace market {

struct Turned {
    base::OrderId order{};
    std::vector<chat::Hint> hints{};
};

class Turn {
public:
    // `order`: as store::lock_order has just given it. What both sides are to hear is added to `events`, which the caller stores last.
    Turn(db::Connection& connection, const chat::House& house, store::Order order, chat::OwnEvents& events)
        : connection_(connection),
          house_(house),
          order_(std::move(order)),
          events_(events) {}

    const store::Order& order() const { return order_; }
    bool possible(OrderStep step) const { return after(standing_of(order_), step).has_value(); }

    // Each is to be asked only where possible() says so; else std::logic_error.
    // `with_piece` false: it came too late, and what was held for it is gone. Then refund() follows.
    void pay(store::Money paid, std::string_view capture, bool with_piece = true);
    void fail(store::OrderFailure failure);
    void deliver();
    void dispute(std::string_view note);
    void settle();
    // `minor` of what is left, all of it or some. Also of an order that is settled.
    void refund(std::uint64_t minor, store::RefundReason reason, std::optional<base::UserId> by);
    // The provider has sent it back without being asked to.
    void refunded_elsewhere(std::uint64_t minor);
    // ... and so made this one of the order's, which the house could not send.
    void sent_elsewhere(const store::Refund& refund);
    // The provider took something, but not what was asked for: the order fails, and the money is for the operator to look at.
    void mismatch(store::Money paid, std::string_view capture);

    // "message": one side has written to the other.
    void tell_buyer(std::string_view what);
    void tell_seller(std::string_view what);

private:
    void move(OrderStep step, store::OrderState& state);
    store::OrderState state() const;
    void write(const store::OrderState& state);
    void take_refund(base::RefundId id, std::uint64_t minor);

    db::Connection& connection_;
    const chat::House& house_;
    store::Order order_;
    bool has_piece_ = true;
    chat::OwnEvents& events_;
    const base::Time now_ = house_.clock.now();
};

// Runs `act(Turn&)`, which gives nothing or an Error, on this order inside a transaction. Errors: order_unknown, and its own.
template <class Act>
base::Result<Turned> turn_inside(db::Connection& connection, const chat::House& house, base::OrderId id,
                                 Act&& act) {
    auto order = store::lock_order(connection, id);
    if (!order) return base::ErrorCode::order_unknown;
    chat::OwnEvents events;
    Turn turn(connection, house, std::move(*order), events);
    if (const std::optional<base::Error> refused = act(turn)) return *refused;
    return Turned{.order = id, .hints = events.store(connection, house.clock.now())};
}

}  // namespace market
