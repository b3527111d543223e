#include "core/market/notice.h"

namespace market {

using base::ErrorCode;

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
