#include "core/market/paypal_order.h"

#include <algorithm>

#include "core/market/amount.h"

namespace market::paypal {
namespace {

constexpr std::size_t longest_description = 127;

// Not within a character.
std::string cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return std::string(text);
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return std::string(text.substr(0, bytes));
}

std::string link_of(const nlohmann::json& object, std::string_view rel) {
    const auto& links = member(object, {"links"});
    if (!links.is_array()) return {};
    for (const auto& link : links) {
        if (text_of(member(link, {"rel"})) == rel) return page_of(member(link, {"href"}));
    }
    return {};
}

std::optional<store::Money> amount_of(const nlohmann::json& object) {
    return money_of(member(object, {"amount", "value"}), member(object, {"amount", "currency_code"}));
}

bool is_taken(std::string_view status) {
    return status == "COMPLETED" || status == "PARTIALLY_REFUNDED" || status == "REFUNDED";
}

std::uint64_t refunded(const nlohmann::json& payments, const store::Money& paid, std::string_view status) {
    if (status == "REFUNDED") return paid.minor;
    std::uint64_t sum = 0;
    const auto& refunds = member(payments, {"refunds"});
    if (!refunds.is_array()) return 0;
    for (const auto& refund : refunds) {
        const auto how = text_of(member(refund, {"status"}));
        const auto amount = amount_of(refund);
        if (amount && how != "CANCELLED" && how != "FAILED") sum += amount->minor;
    }
    return std::min(sum, paid.minor);
}

// A completed order has one captured payment: the house asks for one purchase unit.
std::optional<Standing> read_payments(const nlohmann::json& payments) {
    const auto& capture = first(member(payments, {"captures"}));
    const auto status = text_of(member(capture, {"status"}));
    if (status == "PENDING") return Standing{.report = {}, .is_under_way = true};
    if (status == "DECLINED" || status == "FAILED")
        return Standing{.report = {.standing = PaymentStanding::ended}};
    const auto amount = amount_of(capture);
    auto id = word_of(member(capture, {"id"}));
    if (!is_taken(status) || !amount || id.empty()) return std::nullopt;
    return Standing{.report = {.standing = PaymentStanding::paid,
                               .paid = *amount,
                               .capture = std::move(id),
                               .refunded_minor = refunded(payments, *amount, status)}};
}

}  // namespace

nlohmann::json amount_json(const store::Money& money) {
    return {{"currency_code", store::name_of(money.currency)}, {"value", decimal(money)}};
}

nlohmann::json order_request(const Purchase& purchase) {
    const nlohmann::json unit{{"custom_id", purchase.once},
                              {"invoice_id", purchase.once},
                              {"description", cut(purchase.title, longest_description)},
                              {"amount", amount_json(purchase.amount)}};
    const nlohmann::json experience{{"payment_method_preference", "IMMEDIATE_PAYMENT_REQUIRED"},
                                    {"shipping_preference", "NO_SHIPPING"},
                                    {"user_action", "PAY_NOW"},
                                    {"return_url", purchase.return_url},
                                    {"cancel_url", purchase.return_url}};
    return {{"intent", "CAPTURE"},
            {"purchase_units", nlohmann::json::array({unit})},
            {"payment_source", {{"paypal", {{"experience_context", experience}}}}}};
}

std::string approval_page(const nlohmann::json& order) {
    auto page = link_of(order, "payer-action");
    return page.empty() ? link_of(order, "approve") : page;
}

std::optional<Standing> read_order(const nlohmann::json& order) {
    const auto status = text_of(member(order, {"status"}));
    if (status == "CREATED" || status == "SAVED" || status == "PAYER_ACTION_REQUIRED")
        return Standing{.report = {.standing = PaymentStanding::open}};
    if (status == "APPROVED") return Standing{.report = {.standing = PaymentStanding::approved}};
    if (status == "VOIDED") return Standing{.report = {.standing = PaymentStanding::ended}};
    if (status != "COMPLETED") return std::nullopt;
    return read_payments(member(first(member(order, {"purchase_units"})), {"payments"}));
}

std::string issue_of(const nlohmann::json& error) {
    auto issue = word_of(member(first(member(error, {"details"})), {"issue"}));
    return issue.empty() ? word_of(member(error, {"name"})) : issue;
}

std::string order_of(const nlohmann::json& notice) {
    const auto& resource = member(notice, {"resource"});
    if (text_of(member(notice, {"event_type"})).starts_with("CHECKOUT.ORDER."))
        return word_of(member(resource, {"id"}));
    return word_of(member(resource, {"supplementary_data", "related_ids", "order_id"}));
}

std::string capture_of(const nlohmann::json& notice) {
    constexpr std::string_view place = "/v2/payments/captures/";
    const auto link = link_of(member(notice, {"resource"}), "up");
    const auto at = link.find(place);
    const auto id = at == std::string::npos ? std::string() : link.substr(at + place.size());
    return is_word(id) ? id : std::string();
}

}  // namespace market::paypal
