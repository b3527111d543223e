#include "core/market/ways.h"

namespace market {

using store::PaymentMethod;
using store::PaymentProvider;

std::vector<Way> ways_to_pay(const base::MarketSettings& settings, store::ContentType content) {
    const bool nsfw = content == store::ContentType::nsfw;
    std::vector<Way> ways;
    const auto offer = [&](bool set_up, bool takes_nsfw, PaymentMethod method, PaymentProvider provider) {
        if ((set_up || settings.test_provider) && (takes_nsfw || !nsfw))
            ways.push_back({method, set_up ? provider : PaymentProvider::test});
    };
    offer(settings.stripe.has_value(), settings.stripe_takes_nsfw, PaymentMethod::stripe,
          PaymentProvider::stripe);
    offer(settings.paypal.has_value(), settings.paypal_takes_nsfw, PaymentMethod::paypal,
          PaymentProvider::paypal);
    offer(settings.btcpay.has_value(), settings.crypto_takes_nsfw, PaymentMethod::crypto,
          PaymentProvider::crypto);
    return ways;
}

std::optional<Way> find_way(const base::MarketSettings& settings, store::ContentType content,
                            PaymentMethod method) {
    for (const auto& way : ways_to_pay(settings, content)) {
        if (way.method == method) return way;
    }
    return std::nullopt;
}

}  // namespace market
