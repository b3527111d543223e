// What is sent to a BTCPay Server for an invoice, and what its objects tell. Pure.
#pragma once

#include <optional>

#include "core/market/provider.h"
#include "core/market/provider_json.h"

namespace market::btcpay {

// A CreateInvoiceRequest. Its life is in whole minutes: the one that has begun is given whole.
nlohmann::json invoice_request(const Purchase& purchase, base::Time now);
// A RefundInvoiceRequest: an amount in the invoice's own currency, whatever the coins are worth by then. Its name is what it is found by; BTCPay Server takes 50
// characters.
nlohmann::json refund_request(const RefundRequest& refund);

struct Invoice {
    PaymentReport report{};
    bool is_new = false;         // nothing was paid yet, and it may still be ended
    bool was_paid_late = false;  // after it had expired: whether for good, its payments tell
};
// Nothing when it is no invoice, or says it is settled and not how much it was.
std::optional<Invoice> read_invoice(const nlohmann::json& invoice);
// What an invoice was for, whatever has become of it; nothing when it does not say.
std::optional<store::Money> amount_of(const nlohmann::json& invoice);

// Whether there are payments in this list of an invoice's payment methods, and all of them are final.
bool are_settled(const nlohmann::json& payment_methods);

// Of a PullPaymentData; nothing when it is none.
std::optional<RefundReport> read_refund(const nlohmann::json& pull_payment);

}  // namespace market::btcpay
