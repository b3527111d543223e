#include "core/market/refund.h"

#include "core/base/log.h"
#include "core/db/transaction.h"
#include "core/market/ledger.h"

namespace market {
namespace {

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

}  // namespace market
