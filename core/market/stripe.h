// Stripe takes the money, on its own pages (Checkout Sessions). Source: Stripe's API reference, Checkout Sessions, Refunds and "Check the webhook signatures".
//
// A session outlives the piece that is held for it by half an hour, because Stripe accepts no shorter life: end() closes it. Only cards (and what wallets make of
// them) are taken: with them a session is paid or not when the buyer comes back.
#pragma once

#include "core/base/limits.h"
#include "core/base/market_settings.h"
#include "core/market/provider.h"
#include "core/market/provider_http.h"

namespace market {

class Stripe final : public Provider {
public:
    Stripe(base::StripeSettings settings, const base::Limits& limits, const base::HttpBounds& bounds = {});

    Answer<Checkout> begin(const Purchase& purchase) override;
    Answer<PaymentReport> look(std::string_view reference) override;
    Answer<PaymentReport> collect(std::string_view reference, std::string_view once) override;
    Answer<PaymentReport> end(std::string_view reference) override;
    // Stripe forgets what was asked once after a day, so an earlier refund of that name is looked for first.
    Answer<RefundReport> refund(const RefundRequest& refund) override;
    // Asks Stripe to which checkout a refund or a dispute belongs; later, when it does not say.
    std::variant<Event, NoticeFault> read(const Notice& notice, base::Time now) override;

private:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    base::HttpRequest get(std::string_view path, const Fields& query) const;
    base::HttpRequest post(std::string_view path, const Fields& fields, std::string_view once) const;
    Answer<Reply> ask(const base::HttpRequest& request);
    Answer<std::optional<RefundReport>> earlier_refund(const RefundRequest& refund);
    Answer<std::string> checkout_of(const std::string& payment);

    base::StripeSettings settings_;
    base::Millis webhook_age_;
    ProviderHttp http_;
};

}  // namespace market
