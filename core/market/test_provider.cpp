#include "core/market/test_provider.h"

#include "core/store/test_payments.h"

namespace market {
namespace {

PaymentStanding standing_of(store::TestPaymentStatus status) {
    switch (status) {
        case store::TestPaymentStatus::open:
            return PaymentStanding::open;
        case store::TestPaymentStatus::paid:
            return PaymentStanding::paid;
        case store::TestPaymentStatus::ended:
            break;
    }
    return PaymentStanding::ended;
}

}  // namespace

Answer<Checkout> TestProvider::begin(const Purchase& purchase) {
    const std::string reference = "test-" + purchase.once;
    store::add_test_payment(connection_(), reference, purchase.amount, clock_.now());
    return Checkout{
        .reference = reference,
        .url = house_url_ + std::string(test_payment_path) + std::to_string(purchase.order.value)};
}

Answer<PaymentReport> TestProvider::look(std::string_view reference) {
    const auto payment = store::find_test_payment(connection_(), reference);
    if (!payment) return NoAnswer{.fault = Fault::refused, .reason = "there is no such test payment"};
    return PaymentReport{.standing = standing_of(payment->status),
                         .paid = payment->amount,
                         .refunded_minor = payment->refunded_minor};
}

Answer<PaymentReport> TestProvider::collect(std::string_view reference, std::string_view /*once*/) {
    return look(reference);
}

Answer<PaymentReport> TestProvider::end(std::string_view reference) {
    store::close_test_payment(connection_(), reference, store::TestPaymentStatus::ended);
    return look(reference);
}

Answer<RefundReport> TestProvider::refund(const RefundRequest& refund) {
    if (store::refund_test_payment(connection_(), refund.reference, refund.once, refund.amount.minor))
        return RefundReport{.reference = refund.once};
    return NoAnswer{.fault = Fault::refused, .reason = "that is more than is left of the test payment"};
}

std::variant<Event, NoticeFault> TestProvider::read(const Notice& /*notice*/, base::Time /*now*/) {
    return NoticeFault::forged;
}

}  // namespace market
