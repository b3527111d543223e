#include "core/market/order_state.h"

namespace market {
namespace {

using enum store::PaymentStatus;
using store::Fulfilment;

std::optional<OrderStanding> after_paid(Fulfilment now, OrderStep step) {
    const auto completed = [](Fulfilment then) {
        return OrderStanding{store::PaymentStatus::completed, then};
    };
    switch (step) {
        case OrderStep::pay:
        case OrderStep::fail:
            return std::nullopt;
        case OrderStep::deliver:
            if (now == Fulfilment::none) return completed(Fulfilment::delivered);
            return std::nullopt;
        case OrderStep::dispute:
            if (now == Fulfilment::none || now == Fulfilment::delivered)
                return completed(Fulfilment::disputed);
            return std::nullopt;
        case OrderStep::settle:
            if (now != Fulfilment::settled) return completed(Fulfilment::settled);
            return std::nullopt;
        case OrderStep::refund:
            return OrderStanding{refunded, now};
    }
    return std::nullopt;
}

}  // namespace

std::optional<OrderStanding> after(const OrderStanding& now, OrderStep step) {
    switch (now.payment) {
        case pending:
            if (step == OrderStep::pay) return OrderStanding{completed, Fulfilment::none};
            if (step == OrderStep::fail) return OrderStanding{failed, Fulfilment::none};
            return std::nullopt;
        case failed:
            if (step == OrderStep::pay) return OrderStanding{completed, Fulfilment::none};
            return std::nullopt;
        case completed:
            return after_paid(now.fulfilment, step);
        case refunded:
            break;
    }
    return std::nullopt;
}

bool is_held(const OrderStanding& standing) {
    return standing.payment == completed && standing.fulfilment != Fulfilment::settled;
}

}  // namespace market
