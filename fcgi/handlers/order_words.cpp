#include "fcgi/handlers/order_words.h"

namespace fcgi::handlers {
namespace {

using store::Fulfilment;
using store::OrderFailure;
using store::PaymentStatus;

std::string failure_hint(const view::Language& language, OrderFailure failure, bool buyer) {
    switch (failure) {
        case OrderFailure::cancelled:
            return buyer ? language.text("You have cancelled it. Nothing was charged.")
                         : language.text("The buyer has cancelled it. Nothing was charged.");
        case OrderFailure::expired:
            return language.text(
                "It was not paid in time, so the piece is on offer again. Nothing was charged.");
        case OrderFailure::refused:
            return language.text("The payment was refused. Nothing was charged.");
        case OrderFailure::mismatch:
            return language.text(
                "Another amount arrived than was asked for. The operator has been told and will sort it out.");
        case OrderFailure::removed:
            break;
    }
    return language.text("The listing was removed before it was paid. Nothing was charged.");
}

std::string completed_hint(const view::Language& language, Fulfilment fulfilment, bool buyer) {
    switch (fulfilment) {
        case Fulfilment::none:
            return buyer
                       ? language.text(
                             "The seller has been told. If nothing is delivered within 14 days, you get your money back.")
                       : language.text(
                             "Please deliver it, and say so here. If you do not within 14 days, the buyer gets the money back.");
        case Fulfilment::delivered:
            return buyer
                       ? language.text(
                             "Please say whether all is well. If you say nothing, the seller gets the money after 7 days.")
                       : language.text("The money is yours when the buyer agrees, or after 7 days.");
        case Fulfilment::disputed:
            return language.text("A moderator will decide. Until then nobody gets the money.");
        case Fulfilment::settled:
            break;
    }
    return buyer ? language.text("All done.") : language.text("All done. The money is on your account here.");
}

}  // namespace

std::string order_state_text(const view::Language& language, const store::Order& order) {
    switch (order.payment) {
        case PaymentStatus::pending:
            return language.text("Waiting for payment");
        case PaymentStatus::failed:
            return order.failure == OrderFailure::mismatch ? language.text("Payment unclear")
                                                           : language.text("Not paid");
        case PaymentStatus::refunded:
            return language.text("Refunded");
        case PaymentStatus::completed:
            break;
    }
    switch (order.fulfilment) {
        case Fulfilment::none:
            return language.text("Paid");
        case Fulfilment::delivered:
            return language.text("Delivered");
        case Fulfilment::disputed:
            return language.text("Disputed");
        case Fulfilment::settled:
            break;
    }
    return language.text("Completed");
}

std::optional<std::string> order_hint(const view::Language& language, const store::Order& order, bool buyer) {
    switch (order.payment) {
        case PaymentStatus::pending:
            return buyer
                       ? language.text(
                             "A piece is kept for you for 30 minutes. If you have paid already, it may take a moment until we hear of it.")
                       : language.text("A piece is kept for the buyer while they pay.");
        case PaymentStatus::failed:
            return failure_hint(language, order.failure.value_or(OrderFailure::refused), buyer);
        case PaymentStatus::completed:
            return completed_hint(language, order.fulfilment, buyer);
        case PaymentStatus::refunded:
            break;
    }
    return std::nullopt;
}

std::string method_text(const view::Language& language, store::PaymentMethod method) {
    switch (method) {
        case store::PaymentMethod::stripe:
            return language.text("Card");
        case store::PaymentMethod::paypal:
            return "PayPal";
        case store::PaymentMethod::crypto:
            break;
    }
    return language.text("Cryptocurrency");
}

std::string refund_state_text(const view::Language& language, const store::Refund& refund) {
    if (refund.status == store::RefundStatus::sent)
        return refund.claim_url.empty() ? language.text("sent back") : language.text("ready to be fetched");
    if (refund.status == store::RefundStatus::failed)
        return language.text("could not be sent back; the operator has been told");
    return language.text("on its way back");
}

std::string entry_text(const view::Language& language, const std::string& reason) {
    if (reason == "sale") return language.text("Sale");
    if (reason == "refund") return language.text("Refund");
    if (reason == "payout") return language.text("Paid out");
    return reason;
}

}  // namespace fcgi::handlers
