#include "core/market/providers.h"

#include "core/market/btcpay.h"
#include "core/market/paypal.h"
#include "core/market/stripe.h"

namespace market {

using store::PaymentProvider;

Providers::Providers(const base::Config& config, const base::Clock& clock, std::unique_ptr<Provider> test)
    : settings_(config.market),
      test_(std::move(test)) {
    if (settings_.stripe) stripe_ = std::make_unique<Stripe>(*settings_.stripe, config.limits);
    if (settings_.paypal) paypal_ = std::make_unique<PayPal>(*settings_.paypal, config.limits, clock);
    if (settings_.btcpay) btcpay_ = std::make_unique<BtcPay>(*settings_.btcpay, config.limits, clock);
}

Provider* Providers::of(PaymentProvider provider) {
    switch (provider) {
        case PaymentProvider::stripe:
            return stripe_.get();
        case PaymentProvider::paypal:
            return paypal_.get();
        case PaymentProvider::crypto:
            return btcpay_.get();
        case PaymentProvider::test:
            return test_.get();
    }
    return nullptr;
}

std::vector<std::string> Providers::origins() const {
    std::vector<std::string> origins;
    if (settings_.stripe) origins.push_back(settings_.stripe->pages);
    if (settings_.paypal) origins.push_back(settings_.paypal->pages);
    if (settings_.btcpay) origins.push_back(settings_.btcpay->url);
    return origins;
}

}  // namespace market
