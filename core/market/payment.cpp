#include "core/market/payment.h"

#include "core/base/log.h"
#include "core/db/transaction.h"
#include "core/market/ledger.h"
#include "core/store/refunds.h"

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

void log_no_answer(const store::Order& order, std::string_view what, const NoAnswer& none) {
    base::log::warning("order {}: {} at {}: {}", order.id.value, what, store::name_of(order.provider),
                       none.reason);
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
    for (const auto& hint : turned->hints) payments.hints.send(hint);
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

// What the provider says of a refund that it refused: somebody may have made it there by hand.
bool was_made_elsewhere(db::Connection& connection, Provider& provider, const store::Order& order,
                        const store::Refund& refund) {
    const auto answer = provider.look(order.reference);
    const auto* report = std::get_if<PaymentReport>(&answer);
    if (report == nullptr) return false;
    std::uint64_t sent = 0;
    for (const auto& one : store::refunds_of(connection, order.id)) {
        if (one.status == store::RefundStatus::sent) sent += one.minor;
    }
    return report->refunded_minor >= sent + refund.minor;
}

void record_sent(db::Connection& connection, const PaymentHouse& payments, const store::Order& order,
                 base::RefundId id, const RefundReport& report) {
    const base::Time now = payments.house.clock.now();
    db::transact(connection, [&](db::Connection& inside) {
        const auto refund = store::lock_refund(inside, id);
        if (!refund || refund->status == store::RefundStatus::sent) return false;
        store::set_refund_sent(inside, id, report.reference, report.claim_url, now);
        post_refund_sent(inside, order, id, refund->minor, now);
        return true;
    });
}

void record_no_answer(db::Connection& connection, const PaymentHouse& payments, const store::Refund& refund,
                      const NoAnswer& none) {
    const base::Time again = payments.house.clock.now() + payments.house.config.limits.refund_retry +
                             next_ask(payments.house.config.limits, refund.attempts);
    switch (none.fault) {
        case Fault::not_sent:
            store::set_refund_put_off(connection, refund.id, store::RefundStatus::waiting, none.reason,
                                      again);
            return;
        case Fault::unknown:
            store::set_refund_put_off(connection, refund.id, store::RefundStatus::unknown, none.reason,
                                      again);
            return;
        case Fault::refused:
            break;
    }
    base::log::error("refund {} was refused and waits for the operator: {}", refund.id.value, none.reason);
    store::set_refund_put_off(connection, refund.id, store::RefundStatus::failed, none.reason, std::nullopt);
}

}  // namespace

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

bool send_refund(db::Connection& connection, const PaymentHouse& payments, base::RefundId id) {
    const auto refund = store::find_refund(connection, id);
    const auto order = refund ? store::find_order(connection, refund->order) : std::nullopt;
    if (!order) return true;
    Provider* provider = payments.providers.of(order->provider);
    if (provider == nullptr) {
        record_no_answer(connection, payments, *refund,
                         {.fault = Fault::not_sent, .reason = "the provider is not set up"});
        return true;
    }
    store::set_refund_sending(connection, id,
                              payments.house.clock.now() + payments.house.config.limits.refund_retry);
    const auto answer = provider->refund({.once = "refund-" + std::to_string(id.value) + "-" + order->once,
                                          .reference = order->reference,
                                          .capture = order->capture,
                                          .amount = {refund->minor, order->amount.currency}});
    if (const auto* report = std::get_if<RefundReport>(&answer)) {
        record_sent(connection, payments, *order, id, *report);
        return true;
    }
    const auto& none = std::get<NoAnswer>(answer);
    log_no_answer(*order, "refunding", none);
    if (none.fault == Fault::refused && was_made_elsewhere(connection, *provider, *order, *refund)) {
        record_sent(connection, payments, *order, id, {});
        return true;
    }
    record_no_answer(connection, payments, *refund, none);
    return none.fault == Fault::refused;
}

std::optional<base::Error> take_notice(db::Connection& connection, const PaymentHouse& payments,
                                       store::PaymentProvider which, const Notice& notice) {
    Provider* provider = payments.providers.of(which);
    if (provider == nullptr) return base::Error{ErrorCode::not_found};
    const base::Time now = payments.house.clock.now();
    const auto read = provider->read(notice, now);
    if (const auto* fault = std::get_if<NoticeFault>(&read))
        return base::Error{*fault == NoticeFault::forged ? ErrorCode::webhook_refused
                                                         : ErrorCode::payment_away};
    const auto& event = std::get<Event>(read);
    store::add_payment_event(connection, {.provider = which,
                                          .id = event.id,
                                          .kind = event.kind,
                                          .reference = event.reference,
                                          .body = notice.body,
                                          .at = now});
    return std::nullopt;
}

void follow_notice(db::Connection& connection, const PaymentHouse& payments,
                   const store::PaymentEvent& event) {
    const base::Time now = payments.house.clock.now();
    const auto order = event.reference.empty()
                           ? std::nullopt
                           : store::find_order(connection, event.provider, event.reference);
    if (!order) {
        // It may be about a checkout whose reference is just being written.
        constexpr std::uint32_t tries = 3;
        if (!event.reference.empty() && event.attempts < tries)
            store::set_event_put_off(connection, event.id,
                                     now + next_ask(payments.house.config.limits, event.attempts));
        else
            store::set_event_nothing(connection, event.id, now);
        return;
    }
    const auto failed = look_at_payment(connection, payments, *order);
    if (failed && failed->code == ErrorCode::payment_away)
        store::set_event_put_off(connection, event.id,
                                 now + next_ask(payments.house.config.limits, event.attempts));
    else
        store::set_event_applied(connection, event.id, order->id, now);
}

}  // namespace market
