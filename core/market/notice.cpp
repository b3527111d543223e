#include "core/market/notice.h"

#include <algorithm>

#include "core/store/refunds.h"

namespace market {
namespace {

using base::ErrorCode;

// As long as nobody knows whether a refund of the house's was made, what others have given back cannot be told from it.
bool hides_refunds(db::Connection& connection, base::OrderId order) {
    return std::ranges::any_of(store::refunds_of(connection, order), [](const store::Refund& refund) {
        return store::is_under_way(refund.status);
    });
}

}  // namespace

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
    const bool away = failed && failed->code == ErrorCode::payment_away;
    if (away || hides_refunds(connection, order->id))
        store::set_event_put_off(connection, event.id,
                                 now + next_ask(payments.house.config.limits, event.attempts));
    else
        store::set_event_applied(connection, event.id, order->id, now);
}

}  // namespace market
