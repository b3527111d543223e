#include "core/market/btcpay.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/market/notice_signature.h"

namespace market {
namespace {

// The list of a store's pull payments has no pages: room for some ten thousand refunds.
constexpr std::size_t most_bytes = 8'388'608;

base::HttpBounds for_lists(base::HttpBounds bounds) {
    bounds.answer_bytes = std::max(bounds.answer_bytes, most_bytes);
    return bounds;
}

std::optional<Checkout> read_checkout(const nlohmann::json& invoice) {
    Checkout checkout{.reference = word_of(member(invoice, {"id"})),
                      .url = page_of(member(invoice, {"checkoutLink"}))};
    if (checkout.reference.empty() || checkout.url.empty()) return std::nullopt;
    return checkout;
}

}  // namespace

BtcPay::BtcPay(base::BtcPaySettings settings, const base::Limits& limits, const base::Clock& clock,
               const base::HttpBounds& bounds)
    : settings_(std::move(settings)),
      webhook_age_(limits.webhook_age),
      redelivery_age_(limits.payment_grace),
      clock_(clock),
      http_("BTCPay Server", for_lists(bounds)) {}

base::HttpRequest BtcPay::get(std::string_view path) const {
    return {.method = "GET",
            .url = fmt::format("{}/api/v1/stores/{}/{}", settings_.url, settings_.store_id, path),
            .headers = {{"Authorization", "token " + settings_.api_key}, {"Accept", "application/json"}},
            .auth = std::nullopt,
            .body = ""};
}

base::HttpRequest BtcPay::post(std::string_view path, std::string body) const {
    auto request = get(path);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    return request;
}

// Good replies alone. Errors are {"code": ..., "message": ...}, or a list of what is wrong with which field.
Answer<Reply> BtcPay::ask(const base::HttpRequest& request) {
    auto answer = http_.ask(request);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr || reply->good()) return answer;
    return http_.failure(*reply, word_of(member(reply->json, {"code"})));
}

Answer<std::optional<Checkout>> BtcPay::earlier_invoice(const Purchase& purchase) {
    const auto answer = ask(get(fmt::format("invoices?orderId={}", purchase.once)));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<std::optional<Checkout>>(answer);
    if (!reply->json.is_array()) return http_.unreadable(*reply);
    for (const auto& invoice : reply->json) {
        if (text_of(member(invoice, {"metadata", "orderId"})) != purchase.once) continue;
        if (auto checkout = read_checkout(invoice)) return checkout;
        return http_.unreadable(*reply);
    }
    return std::optional<Checkout>{};
}

Answer<Checkout> BtcPay::begin(const Purchase& purchase) {
    if (!is_word(purchase.once)) return no_answer(Fault::refused, "not a name of a purchase");
    auto earlier = earlier_invoice(purchase);
    if (auto* failure = std::get_if<NoAnswer>(&earlier)) return std::move(*failure);
    if (auto& found = std::get<std::optional<Checkout>>(earlier)) return *std::move(found);
    const auto answer = ask(post("invoices", written(btcpay::invoice_request(purchase, clock_.now()))));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<Checkout>(answer);
    auto checkout = read_checkout(reply->json);
    if (!checkout) return http_.unreadable(*reply);
    return *std::move(checkout);
}

Answer<PaymentReport> BtcPay::look_at_late(std::string_view reference, const nlohmann::json& invoice) {
    const auto answer = ask(get(fmt::format("invoices/{}/payment-methods", reference)));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<PaymentReport>(answer);
    const auto amount = btcpay::amount_of(invoice);
    if (!reply->json.is_array() || !amount) return http_.unreadable(*reply);
    if (!btcpay::are_settled(reply->json)) return PaymentReport{.standing = PaymentStanding::open};
    return PaymentReport{.standing = PaymentStanding::paid, .paid = *amount};
}

Answer<Reply> BtcPay::ask_for(std::string_view invoice) {
    if (!is_word(invoice)) return no_answer(Fault::refused, "not an invoice of BTCPay Server's");
    return ask(get(fmt::format("invoices/{}", invoice)));
}

Answer<PaymentReport> BtcPay::look(std::string_view reference) {
    const auto answer = ask_for(reference);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<PaymentReport>(answer);
    auto invoice = btcpay::read_invoice(reply->json);
    if (!invoice) return http_.unreadable(*reply);
    if (invoice->was_paid_late) return look_at_late(reference, reply->json);
    return std::move(invoice->report);
}

Answer<PaymentReport> BtcPay::collect(std::string_view reference, std::string_view) {
    return look(reference);
}

// Refused when it is not new any more: looking tells what it is.
Answer<PaymentReport> BtcPay::end(std::string_view reference) {
    const auto answer = ask_for(reference);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<PaymentReport>(answer);
    const auto invoice = btcpay::read_invoice(reply->json);
    if (!invoice) return http_.unreadable(*reply);
    if (!invoice->is_new) return look(reference);
    const auto marked =
        ask(post(fmt::format("invoices/{}/status", reference), written({{"status", "Invalid"}})));
    const auto* failure = std::get_if<NoAnswer>(&marked);
    if (failure != nullptr && failure->fault != Fault::refused) return *failure;
    return look(reference);
}

Answer<std::optional<RefundReport>> BtcPay::earlier_refund(const RefundRequest& refund) {
    const auto answer = ask(get("pull-payments?includeArchived=true"));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<std::optional<RefundReport>>(answer);
    if (!reply->json.is_array()) return http_.unreadable(*reply);
    for (const auto& one : reply->json) {
        if (text_of(member(one, {"name"})) != refund.once) continue;
        if (auto report = btcpay::read_refund(one)) return report;
        return http_.unreadable(*reply);
    }
    return std::optional<RefundReport>{};
}

Answer<RefundReport> BtcPay::refund(const RefundRequest& refund) {
    if (!is_word(refund.reference)) return no_answer(Fault::refused, "not an invoice of BTCPay Server's");
    auto earlier = earlier_refund(refund);
    if (auto* failure = std::get_if<NoAnswer>(&earlier)) return std::move(*failure);
    if (auto& found = std::get<std::optional<RefundReport>>(earlier)) return *std::move(found);
    const auto answer = ask(
        post(fmt::format("invoices/{}/refund", refund.reference), written(btcpay::refund_request(refund))));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<RefundReport>(answer);
    auto report = btcpay::read_refund(reply->json);
    if (!report) return http_.unreadable(*reply);
    return *std::move(report);
}

std::variant<Event, NoticeFault> BtcPay::read(const Notice& notice, base::Time now) {
    constexpr std::string_view scheme = "sha256=";
    const auto signature = notice.header("btcpay-sig");
    if (!signature.starts_with(scheme) ||
        !is_hmac(settings_.webhook_secret, notice.body, signature.substr(scheme.size())))
        return NoticeFault::forged;
    const auto json = parse_json(notice.body);
    const auto& redelivered = member(json, {"isRedelivery"});
    const auto age = redelivered.is_boolean() && redelivered.get<bool>() ? redelivery_age_ : webhook_age_;
    const auto seconds = number_of(member(json, {"timestamp"}));
    const auto at = seconds ? parse_seconds(std::to_string(*seconds)) : std::nullopt;
    if (!at || !is_fresh(*at, now, age)) return NoticeFault::forged;
    Event event{.id = word_of(member(json, {"originalDeliveryId"})), .kind = word_of(member(json, {"type"}))};
    if (event.id.empty()) event.id = word_of(member(json, {"deliveryId"}));
    if (event.id.empty() || event.kind.empty()) return NoticeFault::forged;
    if (text_of(member(json, {"storeId"})) == settings_.store_id)
        event.reference = word_of(member(json, {"invoiceId"}));
    return event;
}

}  // namespace market
