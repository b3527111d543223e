// Who takes money for the market, by the operator's settings. In which ways something may be paid for stands in core/market/ways.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/config.h"
#include "core/market/provider.h"

namespace market {

// Belongs to one thread at a time, as its providers do. Config and clock outlive it.
class Providers {
public:
    // `test` stands in for all of them where nobody takes money (MarketSettings::test_provider); null: there is none.
    Providers(const base::Config& config, const base::Clock& clock, std::unique_ptr<Provider> test);

    // Null when it is not set up, or not any more: there may be orders of it still.
    Provider* of(store::PaymentProvider provider);
    // Where buyers pay, "https://checkout.stripe.com": a form that sends them there needs the browser's leave.
    std::vector<std::string> origins() const;

private:
    const base::MarketSettings& settings_;
    std::unique_ptr<Provider> stripe_;
    std::unique_ptr<Provider> paypal_;
    std::unique_ptr<Provider> btcpay_;
    std::unique_ptr<Provider> test_;
};

}  // namespace market
