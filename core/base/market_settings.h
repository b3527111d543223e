// What the operator decides about the market: the house's part, who looks at listings first, and who takes the money.
#pragma once

#include <optional>
#include <string>

namespace base {

// Which listings a moderator looks at before they are offered.
enum class ListingReview { none, nsfw, all };

// Stripe's API (Checkout Sessions).
struct StripeSettings {
    std::string secret_key;
    std::string webhook_secret;
    std::string api_url;  // scheme://host, without a final slash; so are those below
    std::string pages;    // the origin of the pages on which buyers pay
};

// PayPal's REST API (Orders v2).
struct PayPalSettings {
    std::string client_id;
    std::string client_secret;
    std::string webhook_id;
    std::string api_url;
    std::string pages;
};

// A BTCPay Server of the operator's (Greenfield API).
struct BtcPaySettings {
    std::string url;  // its pages too
    std::string api_key;
    std::string store_id;
    std::string webhook_secret;
};

struct MarketSettings {
    bool open = true;                  // MARKET
    unsigned fee_basis_points = 1000;  // MARKET_FEE_PERCENT: hundredths of a percent
    ListingReview review = ListingReview::nsfw;
    std::optional<StripeSettings> stripe{};
    std::optional<PayPalSettings> paypal{};
    std::optional<BtcPaySettings> btcpay{};
    // PAYMENT_NSFW: what may be paid in which way. Providers of cards refuse it.
    bool stripe_takes_nsfw = false;
    bool paypal_takes_nsfw = false;
    bool crypto_takes_nsfw = true;
    // Nobody takes money: the built-in stand-in does as if, and says so. Never in production.
    bool test_provider = false;
};

}  // namespace base
