// PayPal takes the money, from its own accounts. Source: PayPal's API descriptions, Orders v2, Payments v2 and Webhooks management v1.
//
// The buyer agrees on PayPal's pages, and nothing is taken before collect() asks for it. So there is nothing to end: whoever does not collect gets no money.
#pragma once

#include "core/base/limits.h"
#include "core/market/paypal_order.h"
#include "core/market/paypal_token.h"

namespace market {

class PayPal final : public Provider {
public:
    PayPal(base::PayPalSettings settings, const base::Limits& limits, const base::Clock& clock,
           const base::HttpBounds& bounds = {});
    PayPal(const PayPal&) = delete;
    PayPal& operator=(const PayPal&) = delete;

    // PayPal knows what was asked once for six hours, longer than anything is held.
    Answer<Checkout> begin(const Purchase& purchase) override;
    Answer<PaymentReport> look(std::string_view reference) override;
    // Refused, with PayPal's own word, when the buyer's money cannot be had.
    Answer<PaymentReport> collect(std::string_view reference, std::string_view once) override;
    // Asks PayPal for nothing but how it stands. What PayPal is still looking at stays open.
    Answer<PaymentReport> end(std::string_view reference) override;
    // PayPal knows what was asked once for 45 days.
    Answer<RefundReport> refund(const RefundRequest& refund) override;
    // PayPal itself says whether the signature is good, and to which order a refund belongs; later, when it does not say.
    std::variant<Event, NoticeFault> read(const Notice& notice, base::Time now) override;

private:
    base::HttpRequest get(std::string_view path) const;
    base::HttpRequest post(std::string_view path, std::string body, std::string_view once) const;
    Answer<Reply> ask(base::HttpRequest request);
    Answer<Reply> ask_with_token(base::HttpRequest request);
    Answer<Reply> good(Answer<Reply> answer) const;
    Answer<Reply> ask_for(std::string_view order);
    Answer<paypal::Standing> standing(Answer<Reply> asked) const;
    std::optional<NoticeFault> check(const Notice& notice, base::Time now);
    std::variant<std::string, NoticeFault> order_of_capture(const std::string& capture);

    base::PayPalSettings settings_;
    base::Millis webhook_age_;
    ProviderHttp http_;
    PayPalToken token_;
};

}  // namespace market
