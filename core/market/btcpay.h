// A BTCPay Server of the operator's takes the money, in crypto-currencies. Source: BTCPay Server's Greenfield API description, Invoices, Pull payments and Webhooks.
//
// Its API knows no idempotency: what was asked once is found by its name before it is asked again, so nobody may ask the same twice at one time. A refund is
// a link behind which buyers say where to; what was fetched so far is not told, so no report counts refunds. What was paid in part before an invoice
// expired stays with the operator, whose BTCPay Server shows it and can give it back.
//
// The key needs btcpay.store.cancreateinvoice, canviewinvoices, canmodifyinvoices, cancreatepullpayments and canmanagepullpayments, of that store alone.
#pragma once

#include "core/base/limits.h"
#include "core/base/market_settings.h"
#include "core/market/btcpay_invoice.h"
#include "core/market/provider_http.h"

namespace market {

class BtcPay final : public Provider {
public:
    BtcPay(base::BtcPaySettings settings, const base::Limits& limits, const base::Clock& clock,
           const base::HttpBounds& bounds = {});

    Answer<Checkout> begin(const Purchase& purchase) override;
    // What is paid and not confirmed yet is open. What was paid after it had expired is paid as soon as it is final, so that it can be given back.
    Answer<PaymentReport> look(std::string_view reference) override;
    Answer<PaymentReport> collect(std::string_view reference, std::string_view once) override;
    // An invoice that has got any payment is not ended.
    Answer<PaymentReport> end(std::string_view reference) override;
    Answer<RefundReport> refund(const RefundRequest& refund) override;
    // A redelivery keeps the time of the first attempt. It comes by itself for an hour, later when the operator asks for it: it may be a day old
    // (limits.payment_grace). It has the id of the first, so that it is handled once.
    std::variant<Event, NoticeFault> read(const Notice& notice, base::Time now) override;

private:
    base::HttpRequest get(std::string_view path) const;
    base::HttpRequest post(std::string_view path, std::string body) const;
    Answer<Reply> ask(const base::HttpRequest& request);
    Answer<Reply> ask_for(std::string_view invoice);
    Answer<PaymentReport> look_at_late(std::string_view reference, const nlohmann::json& invoice);
    Answer<std::optional<Checkout>> earlier_invoice(const Purchase& purchase);
    Answer<std::optional<RefundReport>> earlier_refund(const RefundRequest& refund);

    base::BtcPaySettings settings_;
    base::Millis webhook_age_;
    base::Millis redelivery_age_;
    const base::Clock& clock_;
    ProviderHttp http_;
};

}  // namespace market
