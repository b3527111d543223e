// The built-in stand-in for a provider of payments, for a house that has none set up: it does as if, and its pages say so. Never in production
// (base::MarketSettings::test_provider). It keeps its side of things in tables of its own, as a provider would.
#pragma once

#include <functional>

#include "core/base/clock.h"
#include "core/market/provider.h"

namespace market {

// Where somebody "pays" by it, below the house's address.
inline constexpr std::string_view test_payment_path = "/market/test-payment/";

class TestProvider : public Provider {
public:
    // `connection` gives the one of this thread; it holds no transaction while a provider is asked.
    TestProvider(std::function<db::Connection&()> connection, const base::Clock& clock, std::string house_url)
        : connection_(std::move(connection)),
          clock_(clock),
          house_url_(std::move(house_url)) {}

    Answer<Checkout> begin(const Purchase& purchase) override;
    Answer<PaymentReport> look(std::string_view reference) override;
    Answer<PaymentReport> collect(std::string_view reference, std::string_view once) override;
    Answer<PaymentReport> end(std::string_view reference) override;
    Answer<RefundReport> refund(const RefundRequest& refund) override;
    // It sends no notices.
    std::variant<Event, NoticeFault> read(const Notice& notice, base::Time now) override;

private:
    std::function<db::Connection&()> connection_;
    const base::Clock& clock_;
    std::string house_url_;
};

}  // namespace market
