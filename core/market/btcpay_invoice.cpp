#include "core/market/btcpay_invoice.h"

#include <algorithm>
#include <chrono>

#include "core/market/amount.h"

namespace market::btcpay {
namespace {

bool is_payment_settled(const nlohmann::json& payment) {
    return text_of(member(payment, {"status"})) == "Settled";
}

}  // namespace

nlohmann::json invoice_request(const Purchase& purchase, base::Time now) {
    const auto left = std::chrono::ceil<std::chrono::minutes>(purchase.hold_until - now).count();
    const nlohmann::json checkout{{"expirationMinutes", std::max<std::int64_t>(left, 1)},
                                  {"redirectURL", purchase.return_url},
                                  {"redirectAutomatically", true}};
    return {{"amount", decimal(purchase.amount)},
            {"currency", store::name_of(purchase.amount.currency)},
            {"metadata", {{"orderId", purchase.once}, {"itemDesc", purchase.title}}},
            {"checkout", checkout}};
}

nlohmann::json refund_request(const RefundRequest& refund) {
    return {{"name", refund.once},
            {"description", "Refund"},
            {"refundVariant", "Custom"},
            {"customAmount", decimal(refund.amount)},
            {"customCurrency", store::name_of(refund.amount.currency)}};
}

std::optional<store::Money> amount_of(const nlohmann::json& invoice) {
    return money_of(member(invoice, {"amount"}), member(invoice, {"currency"}));
}

std::optional<Invoice> read_invoice(const nlohmann::json& invoice) {
    const auto status = text_of(member(invoice, {"status"}));
    const auto more = text_of(member(invoice, {"additionalStatus"}));
    if (status == "New") return Invoice{.is_new = more != "PaidPartial"};
    if (status == "Processing") return Invoice{};
    if (status == "Invalid") return Invoice{.report = {.standing = PaymentStanding::ended}};
    if (status == "Expired")
        return Invoice{.report = {.standing = PaymentStanding::ended}, .was_paid_late = more == "PaidLate"};
    const auto amount = amount_of(invoice);
    if (status != "Settled" || !amount) return std::nullopt;
    return Invoice{.report = {.standing = PaymentStanding::paid, .paid = *amount}};
}

bool are_settled(const nlohmann::json& payment_methods) {
    if (!payment_methods.is_array()) return false;
    std::size_t settled = 0;
    for (const auto& method : payment_methods) {
        const auto& payments = member(method, {"payments"});
        if (!payments.is_array()) continue;
        if (!std::ranges::all_of(payments, is_payment_settled)) return false;
        settled += payments.size();
    }
    return settled > 0;
}

std::optional<RefundReport> read_refund(const nlohmann::json& pull_payment) {
    RefundReport report{.reference = word_of(member(pull_payment, {"id"})),
                        .claim_url = page_of(member(pull_payment, {"viewLink"}))};
    if (report.reference.empty() || report.claim_url.empty()) return std::nullopt;
    return report;
}

}  // namespace market::btcpay
