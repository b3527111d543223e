#include "core/base/config_market.h"

#include <algorithm>

#include "core/base/config_parts.h"

namespace base {
namespace {

std::string value_of(const Environ& environ, std::string_view name) { return environ(name).value_or(""); }

// A stand-in for tests; nobody may lead real payments elsewhere.
std::string address_of(const Environ& environ, std::string_view name, const std::string& usual,
                       Environment environment) {
    const auto other = environ(name);
    return other && environment == Environment::test ? *other : usual;
}

std::optional<StripeSettings> load_stripe(const Environ& environ, Environment environment) {
    if (!all_or_none(environ, {"STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"})) return std::nullopt;
    return StripeSettings{
        .secret_key = value_of(environ, "STRIPE_SECRET_KEY"),
        .webhook_secret = value_of(environ, "STRIPE_WEBHOOK_SECRET"),
        .api_url = address_of(environ, "STRIPE_API_URL", "https://api.stripe.com", environment),
        .pages = address_of(environ, "STRIPE_API_URL", "https://checkout.stripe.com", environment)};
}

std::optional<PayPalSettings> load_paypal(const Environ& environ, Environment environment) {
    if (!all_or_none(environ, {"PAYPAL_CLIENT_ID", "PAYPAL_CLIENT_SECRET", "PAYPAL_WEBHOOK_ID"}))
        return std::nullopt;
    const std::string which = environ("PAYPAL_ENV").value_or("live");
    if (which != "live" && which != "sandbox") throw ConfigError("PAYPAL_ENV must be live or sandbox");
    const std::string sandbox = which == "sandbox" ? "sandbox." : "";
    return PayPalSettings{
        .client_id = value_of(environ, "PAYPAL_CLIENT_ID"),
        .client_secret = value_of(environ, "PAYPAL_CLIENT_SECRET"),
        .webhook_id = value_of(environ, "PAYPAL_WEBHOOK_ID"),
        .api_url =
            address_of(environ, "PAYPAL_API_URL", "https://api-m." + sandbox + "paypal.com", environment),
        .pages = address_of(environ, "PAYPAL_API_URL", "https://www." + sandbox + "paypal.com", environment)};
}

std::optional<BtcPaySettings> load_btcpay(const Environ& environ) {
    if (!all_or_none(environ, {"BTCPAY_URL", "BTCPAY_API_KEY", "BTCPAY_STORE_ID", "BTCPAY_WEBHOOK_SECRET"}))
        return std::nullopt;
    BtcPaySettings btcpay{.url = without_end(value_of(environ, "BTCPAY_URL")),
                          .api_key = value_of(environ, "BTCPAY_API_KEY"),
                          .store_id = value_of(environ, "BTCPAY_STORE_ID"),
                          .webhook_secret = value_of(environ, "BTCPAY_WEBHOOK_SECRET")};
    if (!is_service_address(btcpay.url) ||
        btcpay.url.find('/', btcpay.url.find("://") + 3) != std::string::npos)
        throw ConfigError(
            "BTCPAY_URL must be an https address without a path, such as https://pay.example.org");
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    if (!std::ranges::all_of(btcpay.store_id, plain))
        throw ConfigError("BTCPAY_STORE_ID is made of letters and digits");
    return btcpay;
}

// "10" or "7.5".
unsigned basis_points(const std::string& text) {
    const auto dot = text.find('.');
    const std::string whole = text.substr(0, dot);
    std::string rest = dot == std::string::npos ? "" : text.substr(dot + 1);
    const auto digits = [](const std::string& part) {
        return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    const bool good = !whole.empty() && whole.size() <= 2 && digits(whole) && rest.size() <= 2 &&
                      digits(rest) && (dot == std::string::npos || !rest.empty());
    if (!good) throw ConfigError("MARKET_FEE_PERCENT must be a number from 0 to 50 such as 10 or 7.5");
    rest.resize(2, '0');
    const auto points = static_cast<unsigned>(std::stoul(whole) * 100 + std::stoul(rest));
    if (points > 5000)
        throw ConfigError("MARKET_FEE_PERCENT must be a number from 0 to 50 such as 10 or 7.5");
    return points;
}

ListingReview parse_review(const std::string& text) {
    if (text == "none") return ListingReview::none;
    if (text == "nsfw") return ListingReview::nsfw;
    if (text == "all") return ListingReview::all;
    throw ConfigError("MARKET_REVIEW must be none, nsfw or all");
}

void load_nsfw(const Environ& environ, MarketSettings& market) {
    const auto list = environ("PAYMENT_NSFW");
    if (!list) return;
    market.stripe_takes_nsfw = market.paypal_takes_nsfw = market.crypto_takes_nsfw = false;
    std::string word;
    for (const char c : *list + ",") {
        if (c == ' ') continue;
        if (c != ',') {
            word += c;
            continue;
        }
        if (word == "stripe") market.stripe_takes_nsfw = true;
        if (word == "paypal") market.paypal_takes_nsfw = true;
        if (word == "crypto") market.crypto_takes_nsfw = true;
        const bool known =
            word.empty() || word == "none" || word == "stripe" || word == "paypal" || word == "crypto";
        if (!known) throw ConfigError("PAYMENT_NSFW must be none, or a list of stripe, paypal and crypto");
        word.clear();
    }
}

}  // namespace

MarketSettings load_market(const Environ& environ, Environment environment) {
    MarketSettings market;
    market.open = parse_switch(environ, "MARKET", true);
    market.fee_basis_points = basis_points(environ("MARKET_FEE_PERCENT").value_or("10"));
    market.review = parse_review(environ("MARKET_REVIEW").value_or("nsfw"));
    market.stripe = load_stripe(environ, environment);
    market.paypal = load_paypal(environ, environment);
    market.btcpay = load_btcpay(environ);
    load_nsfw(environ, market);
    const bool nobody = !market.stripe && !market.paypal && !market.btcpay;
    market.test_provider = nobody && environment != Environment::production;
    return market;
}

}  // namespace base
