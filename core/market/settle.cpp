#include "core/market/settle.h"

#include <algorithm>

#include "core/base/log.h"
#include "core/db/transaction.h"

namespace market {
namespace {

using base::ErrorCode;
using store::PaymentStatus;
using Refusal = std::optional<base::Error>;

// What was refunded as far as the provider can know: an attempt whose end is not known may have happened.
struct Refunds {
    std::uint64_t sent = 0;
    bool under_way = false;
    std::vector<store::Refund> failed{};  // the provider would not: they wait for the operator
};

Refunds refunds_of(db::Connection& connection, base::OrderId order) {
    Refunds sum;
    for (auto& refund : store::refunds_of(connection, order)) {
        if (refund.status == store::RefundStatus::sent) sum.sent += refund.minor;
        if (is_under_way(refund.status)) sum.under_way = true;
        if (refund.status == store::RefundStatus::failed) sum.failed.push_back(std::move(refund));
    }
    return sum;
}

class Applying {
public:
    Applying(db::Connection& connection, const chat::House& house, const PaymentReport& report, Turn& turn)
        : connection_(connection),
          house_(house),
          report_(report),
          turn_(turn) {}

    void run() {
        if (report_.standing == PaymentStanding::paid) {
            take_payment();
            take_foreign_refunds();
        }
        if (report_.standing == PaymentStanding::ended && turn_.order().payment == PaymentStatus::pending)
            turn_.fail(house_.clock.now() < turn_.order().hold_until ? store::OrderFailure::refused
                                                                     : store::OrderFailure::expired);
    }

private:
    void take_payment() {
        const auto& order = turn_.order();
        if (!turn_.possible(OrderStep::pay) || order.failure == store::OrderFailure::mismatch) return;
        if (report_.paid != order.amount) {
            base::log::error("order {}: the provider took another amount than was asked for", order.id.value);
            turn_.mismatch(report_.paid, report_.capture);
            return;
        }
        const bool late = order.payment == PaymentStatus::failed;
        const bool piece = !late || take_piece_again();
        turn_.pay(report_.paid, report_.capture, piece);
        if (!piece) {
            turn_.refund(order.amount.minor, store::RefundReason::late, std::nullopt);
        } else if (store::delivers_files(connection_, order)) {
            turn_.deliver();
        }
    }

    // A listing that was taken down sells nothing any more, however late the payment.
    bool take_piece_again() {
        const auto item = store::find_item(connection_, turn_.order().item);
        if (!item || item->state == store::ItemState::removed) return false;
        return store::take_piece(connection_, *item, house_.clock.now());
    }

    void take_foreign_refunds() {
        const auto& order = turn_.order();
        const auto known = refunds_of(connection_, order.id);
        if (known.under_way || report_.refunded_minor <= known.sent) return;
        const auto more = pay_failed(known.failed, report_.refunded_minor - known.sent);
        if (!turn_.possible(OrderStep::refund)) return;
        const auto left = order.amount.minor - order.refunded_minor;
        if (std::min(more, left) > 0) turn_.refunded_elsewhere(std::min(more, left));
    }

    // What somebody gave back at the provider pays first for what the house owes and could not send itself. Gives what is left of it.
    std::uint64_t pay_failed(const std::vector<store::Refund>& failed, std::uint64_t minor) {
        for (const auto& refund : failed) {
            if (refund.minor > minor) continue;
            turn_.sent_elsewhere(refund);
            minor -= refund.minor;
        }
        return minor;
    }

    db::Connection& connection_;
    const chat::House& house_;
    const PaymentReport& report_;
    Turn& turn_;
};

// When something happens by itself to a paid order; nothing while a moderator has to decide, and in the end.
std::optional<base::Time> due_of(const store::Order& order, const base::Limits& limits) {
    if (order.fulfilment == store::Fulfilment::delivered) return *order.delivered_at + limits.settle_after;
    if (order.fulfilment == store::Fulfilment::none) return *order.paid_at + limits.deliver_within;
    return std::nullopt;
}

template <class Act>
base::Result<Turned> turn(db::Connection& connection, const chat::House& house, base::OrderId id,
                          const Act& act) {
    return db::transact(connection, [&](db::Connection& inside) {
        return turn_inside(inside, house, id, [&](Turn& turn) { return act(inside, turn); });
    });
}

}  // namespace

base::Result<Turned> apply_report(db::Connection& connection, const chat::House& house, base::OrderId id,
                                  const PaymentReport& report) {
    return turn(connection, house, id, [&](db::Connection& inside, Turn& turn) -> Refusal {
        Applying(inside, house, report, turn).run();
        return std::nullopt;
    });
}

base::Result<Turned> expire_order(db::Connection& connection, const chat::House& house, base::OrderId id) {
    return turn(connection, house, id, [&](db::Connection&, Turn& turn) -> Refusal {
        const bool over = turn.order().hold_until <= house.clock.now();
        if (!over || !turn.possible(OrderStep::fail)) return base::Error{ErrorCode::order_state};
        turn.fail(store::OrderFailure::expired);
        return std::nullopt;
    });
}

base::Result<Turned> take_due_step(db::Connection& connection, const chat::House& house, base::OrderId id) {
    return turn(connection, house, id, [&](db::Connection& inside, Turn& turn) -> Refusal {
        const auto& order = turn.order();
        const base::Time now = house.clock.now();
        const auto& limits = house.config.limits;
        if (order.payment != PaymentStatus::completed) return std::nullopt;
        // By what has happened, not by when the house meant to look: due_at is no more than a reminder.
        if (order.fulfilment == store::Fulfilment::delivered &&
            *order.delivered_at + limits.settle_after <= now)
            turn.settle();
        else if (order.fulfilment == store::Fulfilment::none && *order.paid_at + limits.deliver_within <= now)
            turn.refund(order.amount.minor - order.refunded_minor, store::RefundReason::not_delivered,
                        std::nullopt);
        else
            store::set_due(inside, order, due_of(order, limits));
        return std::nullopt;
    });
}

base::Millis next_ask(const base::Limits& limits, std::uint32_t asks) {
    constexpr std::uint32_t most_doublings = 20;
    const auto wait = limits.payment_ask * (std::int64_t{1} << std::min(asks, most_doublings));
    return std::min<base::Millis>(wait, std::chrono::hours{1});
}

}  // namespace market
