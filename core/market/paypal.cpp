#include "core/market/paypal.h"

#include <array>

#include <fmt/format.h>

#include "core/market/notice_signature.h"

namespace market {
namespace {

// Whole resources: else a capture tells its status alone.
constexpr std::string_view whole = "return=representation";
constexpr int not_accepted = 401;
constexpr int not_there = 404;

// {"auth_algo": ..., ..., "webhook_event": <the body as it came>}: PayPal's signature is over the bytes, and another writing of the same JSON has others. The
// body is a whole JSON object, so nothing in it can become a member beside it. Empty when a header is absent or longer than PayPal describes it.
std::string question(const Notice& notice, const std::string& webhook_id) {
    struct Part {
        std::string_view header;
        std::string_view name;
        std::size_t longest;
    };
    constexpr std::array<Part, 5> parts{{{"paypal-auth-algo", "auth_algo", 100},
                                         {"paypal-cert-url", "cert_url", 500},
                                         {"paypal-transmission-id", "transmission_id", 50},
                                         {"paypal-transmission-sig", "transmission_sig", 500},
                                         {"paypal-transmission-time", "transmission_time", 100}}};
    nlohmann::json json{{"webhook_id", webhook_id}};
    for (const auto& part : parts) {
        const auto value = notice.header(part.header);
        if (value.empty() || value.size() > part.longest) return {};
        json[std::string(part.name)] = value;
    }
    std::string text = written(json);
    text.pop_back();
    return text + ",\"webhook_event\":" + std::string(notice.body) + "}";
}

}  // namespace

PayPal::PayPal(base::PayPalSettings settings, const base::Limits& limits, const base::Clock& clock,
               const base::HttpBounds& bounds)
    : settings_(std::move(settings)),
      webhook_age_(limits.webhook_age),
      http_("PayPal", bounds),
      token_(settings_, clock) {}

base::HttpRequest PayPal::get(std::string_view path) const {
    return {.method = "GET",
            .url = fmt::format("{}{}", settings_.api_url, path),
            .headers = {{"Accept", "application/json"}},
            .auth = std::nullopt,
            .body = ""};
}

base::HttpRequest PayPal::post(std::string_view path, std::string body, std::string_view once) const {
    auto request = get(path);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    if (!once.empty()) {
        request.headers.emplace_back("PayPal-Request-Id", std::string(once));
        request.headers.emplace_back("Prefer", std::string(whole));
    }
    request.body = std::move(body);
    return request;
}

Answer<Reply> PayPal::ask_with_token(base::HttpRequest request) {
    auto token = token_.get(http_);
    if (auto* failure = std::get_if<NoAnswer>(&token)) return std::move(*failure);
    request.headers.emplace_back("Authorization", "Bearer " + std::get<std::string>(token));
    return http_.ask(request);
}

// A token may be taken back before its time: then once more with another one.
Answer<Reply> PayPal::ask(base::HttpRequest request) {
    auto answer = ask_with_token(request);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr || reply->status != not_accepted) return answer;
    token_.forget();
    return ask_with_token(std::move(request));
}

Answer<Reply> PayPal::good(Answer<Reply> answer) const {
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr || reply->good()) return answer;
    return http_.failure(*reply, paypal::issue_of(reply->json));
}

Answer<Checkout> PayPal::begin(const Purchase& purchase) {
    const auto answer =
        good(ask(post("/v2/checkout/orders", written(paypal::order_request(purchase)), purchase.once)));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<Checkout>(answer);
    Checkout checkout{.reference = word_of(member(reply->json, {"id"})),
                      .url = paypal::approval_page(reply->json)};
    if (checkout.reference.empty()) return http_.unreadable(*reply);
    // Asked again after the buyer has agreed: the page that says so is the same, only no link leads there any more.
    if (checkout.url.empty())
        checkout.url = fmt::format("{}/checkoutnow?token={}", settings_.pages, checkout.reference);
    return checkout;
}

Answer<Reply> PayPal::ask_for(std::string_view order) {
    if (!is_word(order)) return no_answer(Fault::refused, "not an order of PayPal's");
    return ask(get(fmt::format("/v2/checkout/orders/{}", order)));
}

Answer<paypal::Standing> PayPal::standing(Answer<Reply> asked) const {
    const auto answer = good(std::move(asked));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<paypal::Standing>(answer);
    auto standing = paypal::read_order(reply->json);
    if (!standing) return http_.unreadable(*reply);
    return *std::move(standing);
}

Answer<PaymentReport> PayPal::look(std::string_view reference) {
    auto answer = standing(ask_for(reference));
    if (auto* standing = std::get_if<paypal::Standing>(&answer)) return std::move(standing->report);
    return pass_on<PaymentReport>(answer);
}

Answer<PaymentReport> PayPal::collect(std::string_view reference, std::string_view once) {
    if (!is_word(reference)) return no_answer(Fault::refused, "not an order of PayPal's");
    const auto answer = ask(post(fmt::format("/v2/checkout/orders/{}/capture", reference), "{}",
                                 fmt::format("{}-capture", once)));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<PaymentReport>(answer);
    const auto issue = paypal::issue_of(reply->json);
    const bool tells_itself = issue == "ORDER_ALREADY_CAPTURED" || issue == "ORDER_NOT_APPROVED";
    if (!reply->good() && !tells_itself) return http_.failure(*reply, issue);
    return look(reference);
}

// PayPal forgets what nobody agreed to within hours; then nobody can any more.
Answer<PaymentReport> PayPal::end(std::string_view reference) {
    auto asked = ask_for(reference);
    const auto* reply = std::get_if<Reply>(&asked);
    if (reply != nullptr && reply->status == not_there)
        return PaymentReport{.standing = PaymentStanding::ended};
    auto answer = standing(std::move(asked));
    auto* standing = std::get_if<paypal::Standing>(&answer);
    if (standing == nullptr) return pass_on<PaymentReport>(answer);
    if (standing->report.standing != PaymentStanding::paid && !standing->is_under_way)
        standing->report.standing = PaymentStanding::ended;
    return std::move(standing->report);
}

Answer<RefundReport> PayPal::refund(const RefundRequest& refund) {
    if (!is_word(refund.capture)) return no_answer(Fault::refused, "not a payment of PayPal's");
    const nlohmann::json body{{"amount", paypal::amount_json(refund.amount)}, {"custom_id", refund.once}};
    const auto answer = good(ask(
        post(fmt::format("/v2/payments/captures/{}/refund", refund.capture), written(body), refund.once)));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<RefundReport>(answer);
    const auto status = text_of(member(reply->json, {"status"}));
    if (status == "FAILED" || status == "CANCELLED")
        return no_answer(Fault::refused, "PayPal could not give it back");
    RefundReport report{.reference = word_of(member(reply->json, {"id"}))};
    if (report.reference.empty()) return http_.unreadable(*reply);
    return report;
}

// Nothing when the signature is good.
std::optional<NoticeFault> PayPal::check(const Notice& notice, base::Time now) {
    const auto sent = parse_utc(notice.header("paypal-transmission-time"));
    const auto body = question(notice, settings_.webhook_id);
    if (!sent || !is_fresh(*sent, now, webhook_age_) || body.empty()) return NoticeFault::forged;
    const auto answer = good(ask(post("/v1/notifications/verify-webhook-signature", body, "")));
    if (const auto* failure = std::get_if<NoAnswer>(&answer))
        return failure->fault == Fault::refused ? NoticeFault::forged : NoticeFault::later;
    const auto status = text_of(member(std::get<Reply>(answer).json, {"verification_status"}));
    if (status == "SUCCESS") return std::nullopt;
    return status == "FAILURE" ? NoticeFault::forged : NoticeFault::later;
}

std::variant<std::string, NoticeFault> PayPal::order_of_capture(const std::string& capture) {
    const auto answer = good(ask(get(fmt::format("/v2/payments/captures/{}", capture))));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return NoticeFault::later;
    return word_of(member(reply->json, {"supplementary_data", "related_ids", "order_id"}));
}

std::variant<Event, NoticeFault> PayPal::read(const Notice& notice, base::Time now) {
    const auto json = parse_json(notice.body);
    Event event{.id = word_of(member(json, {"id"})),
                .kind = word_of(member(json, {"event_type"})),
                .reference = paypal::order_of(json)};
    if (event.id.empty() || event.kind.empty()) return NoticeFault::forged;
    if (const auto fault = check(notice, now)) return *fault;
    const auto capture = paypal::capture_of(json);
    if (!event.reference.empty() || capture.empty()) return event;
    auto order = order_of_capture(capture);
    if (const auto* fault = std::get_if<NoticeFault>(&order)) return *fault;
    event.reference = std::get<std::string>(std::move(order));
    return event;
}

}  // namespace market
