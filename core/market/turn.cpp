#include "core/market/turn.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/chat/notice.h"
#include "core/market/ledger.h"

namespace market {

using store::OrderFailure;

void Turn::pay(store::Money paid, std::string_view capture, bool with_piece) {
    has_piece_ = with_piece;
    auto next = state();
    move(OrderStep::pay, next);
    post_payment(connection_, order_, paid, now_);
    store::set_capture(connection_, order_.id, capture);
    order_.capture = capture;
    next.failure = std::nullopt;
    next.paid_at = now_;
    next.closed_at = std::nullopt;
    next.due_at = now_ + house_.config.limits.deliver_within;
    write(next);
    tell_buyer("paid");
    tell_seller("paid");
}

void Turn::fail(OrderFailure failure) {
    auto next = state();
    move(OrderStep::fail, next);
    next.failure = failure;
    next.closed_at = now_;
    // Whoever may still be on the provider's page must not be able to pay: the jobs process sees to it.
    next.due_at = order_.reference.empty() ? std::nullopt : std::optional(now_);
    write(next);
    store::return_piece(connection_, order_.item, now_);
    // The seller has never heard of it.
    tell_buyer("failed");
}

void Turn::mismatch(store::Money paid, std::string_view capture) {
    post_payment(connection_, order_, paid, now_);
    store::set_capture(connection_, order_.id, capture);
    auto next = state();
    if (order_.payment == store::PaymentStatus::pending) {
        move(OrderStep::fail, next);
        store::return_piece(connection_, order_.item, now_);
    }
    next.failure = OrderFailure::mismatch;
    next.paid_at = now_;
    next.closed_at = now_;
    next.due_at = std::nullopt;
    write(next);
    tell_buyer("failed");
}

void Turn::deliver() {
    auto next = state();
    move(OrderStep::deliver, next);
    next.delivered_at = now_;
    next.due_at = now_ + house_.config.limits.settle_after;
    write(next);
    tell_buyer("delivered");
}

void Turn::dispute(std::string_view note) {
    auto next = state();
    move(OrderStep::dispute, next);
    next.disputed_at = now_;
    next.due_at = std::nullopt;
    write(next);
    store::set_dispute_note(connection_, order_.id, note);
    tell_seller("disputed");
}

void Turn::settle() {
    auto next = state();
    post_release(connection_, order_, now_);
    move(OrderStep::settle, next);
    next.closed_at = now_;
    next.due_at = std::nullopt;
    write(next);
    tell_buyer("settled");
    tell_seller("settled");
}

void Turn::refund(std::uint64_t minor, store::RefundReason reason, std::optional<base::UserId> by) {
    const auto id = store::add_refund(
        connection_, {.order = order_.id, .minor = minor, .reason = reason, .by = by, .at = now_});
    take_refund(id, minor);
    tell_buyer("refunded");
    tell_seller("refunded");
}

void Turn::refunded_elsewhere(std::uint64_t minor) {
    const auto id = store::add_refund(
        connection_,
        {.order = order_.id, .minor = minor, .reason = store::RefundReason::provider, .at = now_});
    take_refund(id, minor);
    store::set_refund_sent(connection_, id, "", "", now_);
    post_refund_sent(connection_, order_, id, minor, now_);
    tell_buyer("refunded");
    tell_seller("refunded");
}

void Turn::sent_elsewhere(const store::Refund& refund) {
    store::set_refund_sent(connection_, refund.id, "", "", now_);
    post_refund_sent(connection_, order_, refund.id, refund.minor, now_);
}

// With the last of it the order is refunded; a piece that never went out comes back.
void Turn::take_refund(base::RefundId id, std::uint64_t minor) {
    post_refund(connection_, order_, id, minor, now_);
    store::add_refunded(connection_, order_.id, minor);
    order_.refunded_minor += minor;
    if (order_.refunded_minor < order_.amount.minor) return;
    auto next = state();
    const bool went_out = order_.delivered_at.has_value();
    move(OrderStep::refund, next);
    next.closed_at = now_;
    next.due_at = std::nullopt;
    write(next);
    if (!went_out && has_piece_) store::return_piece(connection_, order_.item, now_);
}

// Each in their own stream.
void Turn::tell_buyer(std::string_view what) {
    store::set_news(connection_, order_.id, true, true);
    events_.add(order_.buyer_stream, chat::order_kind,
                nlohmann::json{{"order", order_.id.value}, {"what", what}}.dump());
}

void Turn::tell_seller(std::string_view what) {
    store::set_news(connection_, order_.id, false, true);
    events_.add(order_.seller_stream, chat::order_kind,
                nlohmann::json{{"order", order_.id.value}, {"what", what}}.dump());
}

void Turn::move(OrderStep step, store::OrderState& state) {
    const auto next = after(standing_of(order_), step);
    if (!next) throw std::logic_error("an order cannot take this step");
    state.payment = next->payment;
    state.fulfilment = next->fulfilment;
}

store::OrderState Turn::state() const {
    return {.payment = order_.payment,
            .fulfilment = order_.fulfilment,
            .failure = order_.failure,
            .paid_at = order_.paid_at,
            .delivered_at = order_.delivered_at,
            .disputed_at = order_.disputed_at,
            .closed_at = order_.closed_at,
            .due_at = order_.due_at};
}

void Turn::write(const store::OrderState& state) {
    store::set_order_state(connection_, order_.id, state, now_);
    order_.payment = state.payment;
    order_.fulfilment = state.fulfilment;
    order_.failure = state.failure;
    order_.paid_at = state.paid_at;
    order_.delivered_at = state.delivered_at;
    order_.disputed_at = state.disputed_at;
    order_.closed_at = state.closed_at;
    order_.due_at = state.due_at;
}

}  // namespace market
