#include "core/market/providers.h"

#include <boost/test/unit_test.hpp>

#include "core/market/btcpay.h"
#include "core/market/paypal.h"
#include "core/market/stripe.h"
#include "tests/support/stepped_clock.h"

namespace {

using store::PaymentProvider;

struct StandIn final : market::Provider {
    market::Answer<market::Checkout> begin(const market::Purchase&) override { return market::NoAnswer{}; }
    market::Answer<market::PaymentReport> look(std::string_view) override { return market::NoAnswer{}; }
    market::Answer<market::PaymentReport> collect(std::string_view, std::string_view) override {
        return market::NoAnswer{};
    }
    market::Answer<market::PaymentReport> end(std::string_view) override { return market::NoAnswer{}; }
    market::Answer<market::RefundReport> refund(const market::RefundRequest&) override {
        return market::NoAnswer{};
    }
    std::variant<market::Event, market::NoticeFault> read(const market::Notice&, base::Time) override {
        return market::NoticeFault::forged;
    }
};

struct House {
    support::SteppedClock clock;
    base::Config config;

    void set_up_all() {
        config.market.stripe = base::StripeSettings{.secret_key = "k",
                                                    .webhook_secret = "s",
                                                    .api_url = "https://api.stripe.com",
                                                    .pages = "https://checkout.stripe.com"};
        config.market.paypal = base::PayPalSettings{.client_id = "c",
                                                    .client_secret = "s",
                                                    .webhook_id = "W",
                                                    .api_url = "https://api-m.paypal.com",
                                                    .pages = "https://www.paypal.com"};
        config.market.btcpay = base::BtcPaySettings{
            .url = "https://pay.example.org", .api_key = "k", .store_id = "S", .webhook_secret = "s"};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_providers, House)

BOOST_AUTO_TEST_CASE(each_of_the_settings_makes_its_provider) {
    set_up_all();
    market::Providers providers(config, clock, nullptr);
    BOOST_TEST((dynamic_cast<market::Stripe*>(providers.of(PaymentProvider::stripe)) != nullptr));
    BOOST_TEST((dynamic_cast<market::PayPal*>(providers.of(PaymentProvider::paypal)) != nullptr));
    BOOST_TEST((dynamic_cast<market::BtcPay*>(providers.of(PaymentProvider::crypto)) != nullptr));
    BOOST_TEST((providers.of(PaymentProvider::test) == nullptr));
    const std::vector<std::string> pages{"https://checkout.stripe.com", "https://www.paypal.com",
                                         "https://pay.example.org"};
    BOOST_TEST(providers.origins() == pages, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_not_set_up_is_not_there) {
    set_up_all();
    config.market.stripe.reset();
    config.market.btcpay.reset();
    market::Providers providers(config, clock, nullptr);
    BOOST_TEST((providers.of(PaymentProvider::stripe) == nullptr));
    BOOST_TEST((providers.of(PaymentProvider::paypal) != nullptr));
    BOOST_TEST((providers.of(PaymentProvider::crypto) == nullptr));
    const std::vector<std::string> pages{"https://www.paypal.com"};
    BOOST_TEST(providers.origins() == pages, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_stand_in_is_the_one_that_was_given) {
    auto stand_in = std::make_unique<StandIn>();
    const auto* given = stand_in.get();
    market::Providers providers(config, clock, std::move(stand_in));
    BOOST_TEST((providers.of(PaymentProvider::test) == given));
    BOOST_TEST(providers.origins().empty());
}

BOOST_AUTO_TEST_SUITE_END()
