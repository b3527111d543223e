#include "core/market/stripe.h"

#include <fmt/format.h>

#include "core/base/ascii.h"
#include "core/market/stripe_session.h"

namespace market {
namespace {

// What this file was written by; an account may be set to another one.
constexpr std::string_view api_version = "2024-06-20";
// Stripe wants half an hour at least from the moment it is asked, and the same moment whenever the same is asked: so it is counted from the end of the hold.
constexpr base::Millis session_lasts{std::chrono::minutes{31}};

std::string code_of(const Reply& reply) {
    auto code = word_of(member(reply.json, {"error", "code"}));
    return code.empty() ? word_of(member(reply.json, {"error", "type"})) : code;
}

// An earlier one that came to nothing is the answer as well: Stripe would repeat what it said of it then.
Answer<std::optional<RefundReport>> outcome_of(const nlohmann::json& refund) {
    if (stripe::has_failed(refund)) return no_answer(Fault::refused, "Stripe could not give it back");
    return stripe::read_refund(refund);
}

bool is_of_a_payment(std::string_view kind) {
    return kind.starts_with("charge.refund") || kind.starts_with("charge.dispute.") ||
           kind.starts_with("refund.");
}

}  // namespace

Stripe::Stripe(base::StripeSettings settings, const base::Limits& limits, const base::HttpBounds& bounds)
    : settings_(std::move(settings)),
      webhook_age_(limits.webhook_age),
      http_("Stripe", bounds) {}

base::HttpRequest Stripe::get(std::string_view path, const Fields& query) const {
    auto url = fmt::format("{}/v1/{}", settings_.api_url, path);
    if (!query.empty()) url += "?" + base::form_body(query);
    return {.method = "GET",
            .url = std::move(url),
            .headers = {{"Authorization", "Bearer " + settings_.secret_key},
                        {"Stripe-Version", std::string(api_version)}},
            .auth = std::nullopt,
            .body = ""};
}

base::HttpRequest Stripe::post(std::string_view path, const Fields& fields, std::string_view once) const {
    auto request = get(path, {});
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    if (!once.empty()) request.headers.emplace_back("Idempotency-Key", std::string(once));
    request.body = base::form_body(fields);
    return request;
}

// Good replies alone.
Answer<Reply> Stripe::ask(const base::HttpRequest& request) {
    auto answer = http_.ask(request);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr || reply->good()) return answer;
    auto failure = http_.failure(*reply, code_of(*reply));
    // It was asked before with other words, and that may have been done.
    if (text_of(member(reply->json, {"error", "type"})) == "idempotency_error")
        failure.fault = Fault::unknown;
    return failure;
}

Answer<Checkout> Stripe::begin(const Purchase& purchase) {
    const auto expires_at = base::to_epoch_ms(purchase.hold_until + session_lasts) / 1000;
    const auto order = std::to_string(purchase.order.value);
    const Fields fields{{"mode", "payment"},
                        {"payment_method_types[0]", "card"},
                        {"line_items[0][quantity]", "1"},
                        {"line_items[0][price_data][currency]",
                         base::lower_case(std::string(store::name_of(purchase.amount.currency)))},
                        {"line_items[0][price_data][unit_amount]", std::to_string(purchase.amount.minor)},
                        {"line_items[0][price_data][product_data][name]", purchase.title},
                        {"client_reference_id", order},
                        {"payment_intent_data[metadata][order]", order},
                        {"success_url", purchase.return_url},
                        {"cancel_url", purchase.return_url},
                        {"expires_at", std::to_string(expires_at)}};
    const auto answer = ask(post("checkout/sessions", fields, purchase.once));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<Checkout>(answer);
    Checkout checkout{.reference = word_of(member(reply->json, {"id"})),
                      .url = page_of(member(reply->json, {"url"}))};
    if (checkout.reference.empty() || checkout.url.empty()) return http_.unreadable(*reply);
    return checkout;
}

Answer<PaymentReport> Stripe::look(std::string_view reference) {
    if (!is_word(reference)) return no_answer(Fault::refused, "not a checkout of Stripe's");
    const auto answer = ask(
        get(fmt::format("checkout/sessions/{}", reference), {{"expand[]", "payment_intent.latest_charge"}}));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<PaymentReport>(answer);
    auto report = stripe::read_session(reply->json);
    if (!report) return http_.unreadable(*reply);
    return *std::move(report);
}

Answer<PaymentReport> Stripe::collect(std::string_view reference, std::string_view) {
    return look(reference);
}

// Refused when it is over already, in one way or the other: looking tells which.
Answer<PaymentReport> Stripe::end(std::string_view reference) {
    if (!is_word(reference)) return no_answer(Fault::refused, "not a checkout of Stripe's");
    const auto answer = ask(post(fmt::format("checkout/sessions/{}/expire", reference), {}, ""));
    const auto* failure = std::get_if<NoAnswer>(&answer);
    if (failure != nullptr && failure->fault != Fault::refused) return *failure;
    return look(reference);
}

Answer<std::optional<RefundReport>> Stripe::earlier_refund(const RefundRequest& refund) {
    const auto answer = ask(get("refunds", {{"payment_intent", refund.capture}, {"limit", "100"}}));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<std::optional<RefundReport>>(answer);
    const auto& list = member(reply->json, {"data"});
    if (!list.is_array()) return http_.unreadable(*reply);
    for (const auto& one : list) {
        if (text_of(member(one, {"metadata", "once"})) == refund.once) return outcome_of(one);
    }
    return std::optional<RefundReport>{};
}

Answer<RefundReport> Stripe::refund(const RefundRequest& refund) {
    if (!is_word(refund.capture)) return no_answer(Fault::refused, "not a payment of Stripe's");
    auto earlier = earlier_refund(refund);
    if (auto* failure = std::get_if<NoAnswer>(&earlier)) return std::move(*failure);
    if (auto& found = std::get<std::optional<RefundReport>>(earlier)) return *std::move(found);
    const Fields fields{{"payment_intent", refund.capture},
                        {"amount", std::to_string(refund.amount.minor)},
                        {"metadata[once]", refund.once}};
    const auto answer = ask(post("refunds", fields, refund.once));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<RefundReport>(answer);
    auto outcome = outcome_of(reply->json);
    if (auto* failure = std::get_if<NoAnswer>(&outcome)) return std::move(*failure);
    auto& report = std::get<std::optional<RefundReport>>(outcome);
    if (!report) return http_.unreadable(*reply);
    return *std::move(report);
}

Answer<std::string> Stripe::checkout_of(const std::string& payment) {
    const auto answer = ask(get("checkout/sessions", {{"payment_intent", payment}, {"limit", "1"}}));
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return pass_on<std::string>(answer);
    if (!member(reply->json, {"data"}).is_array()) return http_.unreadable(*reply);
    return word_of(member(first(member(reply->json, {"data"})), {"id"}));
}

std::variant<Event, NoticeFault> Stripe::read(const Notice& notice, base::Time now) {
    if (!stripe::is_signed(settings_.webhook_secret, notice.header("stripe-signature"), notice.body, now,
                           webhook_age_))
        return NoticeFault::forged;
    const auto json = parse_json(notice.body);
    const auto& object = member(json, {"data", "object"});
    Event event{.id = word_of(member(json, {"id"})), .kind = word_of(member(json, {"type"}))};
    if (event.id.empty() || event.kind.empty()) return NoticeFault::forged;
    if (event.kind.starts_with("checkout.session.")) event.reference = word_of(member(object, {"id"}));
    if (!is_of_a_payment(event.kind)) return event;
    const auto payment = word_of(member(object, {"payment_intent"}));
    if (payment.empty()) return event;
    const auto checkout = checkout_of(payment);
    if (std::holds_alternative<NoAnswer>(checkout)) return NoticeFault::later;
    event.reference = std::get<std::string>(checkout);
    return event;
}

}  // namespace market
