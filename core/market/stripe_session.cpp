#include "core/market/stripe_session.h"

#include <algorithm>
#include <vector>

#include "core/market/notice_signature.h"

namespace market::stripe {
namespace {

// Stripe counts minor units too, and writes "usd".
std::optional<store::Money> read_money(const nlohmann::json& minor, const nlohmann::json& currency) {
    auto name = text_of(currency);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    const auto known = store::parse_currency(name);
    const auto count = number_of(minor);
    if (!known || !count) return std::nullopt;
    return store::Money{*count, *known};
}

std::optional<PaymentReport> read_paid(const nlohmann::json& session) {
    const auto money = read_money(member(session, {"amount_total"}), member(session, {"currency"}));
    const auto payment = word_of(member(session, {"payment_intent", "id"}));
    if (!money || payment.empty()) return std::nullopt;
    const auto refunded = number_of(member(session, {"payment_intent", "latest_charge", "amount_refunded"}));
    return PaymentReport{.standing = PaymentStanding::paid,
                         .paid = *money,
                         .capture = payment,
                         .refunded_minor = refunded.value_or(0)};
}

// The buyer has done all, and the bank has not: or it has said no.
PaymentReport read_unpaid(const nlohmann::json& session) {
    const auto intent = text_of(member(session, {"payment_intent", "status"}));
    const bool failed = intent == "canceled" || intent == "requires_payment_method";
    return {.standing = failed ? PaymentStanding::ended : PaymentStanding::open};
}

}  // namespace

std::optional<PaymentReport> read_session(const nlohmann::json& session) {
    const auto status = text_of(member(session, {"status"}));
    if (status == "open") return PaymentReport{.standing = PaymentStanding::open};
    if (status == "expired") return PaymentReport{.standing = PaymentStanding::ended};
    if (status != "complete") return std::nullopt;
    const auto payment = text_of(member(session, {"payment_status"}));
    if (payment == "paid") return read_paid(session);
    if (payment == "unpaid") return read_unpaid(session);
    return std::nullopt;
}

std::optional<RefundReport> read_refund(const nlohmann::json& refund) {
    auto id = word_of(member(refund, {"id"}));
    if (id.empty() || text_of(member(refund, {"object"})) != "refund") return std::nullopt;
    return RefundReport{.reference = std::move(id)};
}

bool has_failed(const nlohmann::json& refund) {
    const auto status = text_of(member(refund, {"status"}));
    return status == "failed" || status == "canceled";
}

bool is_signed(std::string_view secret, std::string_view header, std::string_view body, base::Time now,
               base::Millis age) {
    std::string_view stamp;
    std::vector<std::string_view> signatures;
    while (!header.empty()) {
        const auto comma = header.find(',');
        const auto part = header.substr(0, comma);
        if (part.starts_with("t=")) stamp = part.substr(2);
        if (part.starts_with("v1=")) signatures.push_back(part.substr(3));
        header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    }
    const auto at = parse_seconds(stamp);
    if (!at || !is_fresh(*at, now, age)) return false;
    const std::string text = std::string(stamp) + "." + std::string(body);
    return std::ranges::any_of(signatures, [&](std::string_view one) { return is_hmac(secret, text, one); });
}

}  // namespace market::stripe
