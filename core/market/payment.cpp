#include "core/market/payment.h"

#include <algorithm>

#include "core/base/log.h"
#include "core/db/transaction.h"

namespace market {
namespace {

using base::ErrorCode;
using store::PaymentStatus;

std::string return_url(const PaymentHouse& payments, const store::Order& order) {
    return payments.house.config.frontend_url + "/market/orders/" + std::to_string(order.id.value) +
           "/return";
}

Purchase purchase_of(const PaymentHouse& payments, const store::Order& order) {
    return {.order = order.id,
            .once = order.once,
            .title = order.title,
            .amount = order.amount,
            .return_url = return_url(payments, order),
            .hold_until = order.hold_until};
}

// The provider may have the checkout from before, or another process may have been quicker: the first reference stays.
bool keep_checkout(db::Connection& connection, const PaymentHouse& payments, const store::Order& order,
                   const Checkout& checkout) {
    const base::Time now = payments.house.clock.now();
    return db::transact(connection, [&](db::Connection& inside) {
        const auto current = store::lock_order(inside, order.id);
        if (!current || current->payment != PaymentStatus::pending) return false;
        if (current->reference == checkout.reference) return true;
        if (!current->reference.empty()) return false;
        const base::Time due = std::min(now + payments.house.config.limits.payment_ask, order.hold_until);
        store::set_checkout(inside, order.id, checkout.reference, checkout.url, due, now);
        return true;
    });
}

void send_hints(const PaymentHouse& payments, const base::Result<Turned>& turned) {
    if (!turned) return;
    chat::send_hints(payments.hints, turned->hints);
}

// Approved and still held: the money is taken. Approved too late: it is left, and nobody pays.
Answer<PaymentReport> ask(const PaymentHouse& payments, Provider& provider, const store::Order& order) {
    auto answer = provider.look(order.reference);
    const auto* report = std::get_if<PaymentReport>(&answer);
    const bool approved = report != nullptr && report->standing == PaymentStanding::approved;
    const bool held =
        order.payment == PaymentStatus::pending && payments.house.clock.now() < order.hold_until;
    if (approved && held) return provider.collect(order.reference, order.once);
    return answer;
}

void put_off(db::Connection& connection, const PaymentHouse& payments, const store::Order& order) {
    const base::Time now = payments.house.clock.now();
    base::Time next = now + next_ask(payments.house.config.limits, order.asks);
    if (order.payment == PaymentStatus::pending && now < order.hold_until)
        next = std::min(next, order.hold_until);
    store::set_asked(connection, order.id, next);
}

void stop_asking(db::Connection& connection, const store::Order& order) {
    store::set_due(connection, order, std::nullopt);
}

// The hold is over, or the order has failed: nobody shall be able to pay any more.
bool end_payment(db::Connection& connection, const PaymentHouse& payments, Provider& provider,
                 const store::Order& order) {
    const base::Time now = payments.house.clock.now();
    const bool long_over = order.hold_until + payments.house.config.limits.payment_grace <= now;
    const auto answer = provider.end(order.reference);
    const auto* report = std::get_if<PaymentReport>(&answer);
    if (report == nullptr) log_no_answer(order, "ending", std::get<NoAnswer>(answer));
    const bool open = report != nullptr && report->standing != PaymentStanding::paid &&
                      report->standing != PaymentStanding::ended;
    // What is on its way (a payment by crypto waits for its confirmation) keeps its piece; what nobody answers for does not.
    if (order.payment == PaymentStatus::pending && (report == nullptr || (open && long_over)))
        send_hints(payments, expire_order(connection, payments.house, order.id));
    if (report != nullptr && !open) {
        send_hints(payments, apply_report(connection, payments.house, order.id, *report));
        const auto current = store::find_order(connection, order.id);
        if (report->standing == PaymentStanding::ended && current) stop_asking(connection, *current);
    } else if (long_over) {
        stop_asking(connection, order);
    } else {
        put_off(connection, payments, order);
    }
    return report != nullptr;
}

bool care_for_unpaid(db::Connection& connection, const PaymentHouse& payments, const store::Order& order) {
    const base::Time now = payments.house.clock.now();
    Provider* provider = payments.providers.of(order.provider);
    if (order.reference.empty() || provider == nullptr) {
        if (order.payment == PaymentStatus::pending && order.hold_until <= now)
            send_hints(payments, expire_order(connection, payments.house, order.id));
        // Without a reference nobody ever had an address to pay at.
        if (order.hold_until <= now) stop_asking(connection, order);
        if (now < order.hold_until) store::set_due(connection, order, order.hold_until);
        return true;
    }
    if (order.payment == PaymentStatus::failed || order.hold_until <= now)
        return end_payment(connection, payments, *provider, order);
    const auto answer = ask(payments, *provider, order);
    if (const auto* report = std::get_if<PaymentReport>(&answer))
        send_hints(payments, apply_report(connection, payments.house, order.id, *report));
    else
        log_no_answer(order, "asking", std::get<NoAnswer>(answer));
    const auto current = store::find_order(connection, order.id);
    if (current && current->payment == PaymentStatus::pending) put_off(connection, payments, *current);
    return std::holds_alternative<PaymentReport>(answer);
}

}  // namespace

void log_no_answer(const store::Order& order, std::string_view what, const NoAnswer& none) {
    base::log::warning("order {}: {} at {}: {}", order.id.value, what, store::name_of(order.provider),
                       none.reason);
}

base::Result<std::string> begin_payment(db::Connection& connection, const PaymentHouse& payments,
                                        const store::Order& order) {
    if (order.payment != PaymentStatus::pending || order.hold_until <= payments.house.clock.now())
        return ErrorCode::order_state;
    if (!order.checkout_url.empty()) return order.checkout_url;
    Provider* provider = payments.providers.of(order.provider);
    if (provider == nullptr) return ErrorCode::method_closed;
    const auto answer = provider->begin(purchase_of(payments, order));
    if (const auto* none = std::get_if<NoAnswer>(&answer)) {
        log_no_answer(order, "beginning", *none);
        return none->fault == Fault::refused ? ErrorCode::method_closed : ErrorCode::payment_away;
    }
    const auto& checkout = std::get<Checkout>(answer);
    if (keep_checkout(connection, payments, order, checkout)) return checkout.url;
    const auto current = store::find_order(connection, order.id);
    if (current && current->payment == PaymentStatus::pending && !current->checkout_url.empty())
        return current->checkout_url;
    return ErrorCode::order_state;
}

std::optional<base::Error> look_at_payment(db::Connection& connection, const PaymentHouse& payments,
                                           const store::Order& order) {
    Provider* provider = payments.providers.of(order.provider);
    if (provider == nullptr || order.reference.empty()) return std::nullopt;
    const auto answer = ask(payments, *provider, order);
    const auto* report = std::get_if<PaymentReport>(&answer);
    if (report == nullptr) {
        log_no_answer(order, "asking", std::get<NoAnswer>(answer));
        return base::Error{ErrorCode::payment_away};
    }
    const auto turned = apply_report(connection, payments.house, order.id, *report);
    send_hints(payments, turned);
    return turned ? std::nullopt : std::optional(turned.error());
}

bool care_for(db::Connection& connection, const PaymentHouse& payments, base::OrderId id) {
    const auto order = store::find_order(connection, id);
    if (!order) return true;
    if (order->payment == PaymentStatus::pending || order->payment == PaymentStatus::failed)
        return care_for_unpaid(connection, payments, *order);
    if (order->payment == PaymentStatus::completed)
        send_hints(payments, take_due_step(connection, payments.house, id));
    else
        stop_asking(connection, *order);
    return true;
}

}  // namespace market
