// Orders of the market: rows of `transaction`. What state follows on which stands in core/market/order_state.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/market_items.h"
#include "core/store/money.h"

namespace store {

enum class PaymentMethod { stripe, paypal, crypto };
std::string_view name_of(PaymentMethod method);
std::optional<PaymentMethod> parse_payment_method(std::string_view text);

// Who takes the money of a method; test: the built-in stand-in.
enum class PaymentProvider { stripe, paypal, crypto, test };
std::string_view name_of(PaymentProvider provider);
std::optional<PaymentProvider> parse_payment_provider(std::string_view text);

enum class PaymentStatus { pending, completed, failed, refunded };
std::string_view name_of(PaymentStatus status);

enum class Fulfilment { none, delivered, disputed, settled };
std::string_view name_of(Fulfilment fulfilment);

// Why no payment came.
enum class OrderFailure { cancelled, expired, refused, mismatch, removed };
std::string_view name_of(OrderFailure failure);

struct Order {
    base::OrderId id{};
    base::ItemId item{};
    std::uint32_t item_version = 0;
    std::string title{};  // as it was on offer then
    ContentType content = ContentType::sfw;
    base::UserId buyer{};
    base::ParticipantId buyer_person{};
    base::StreamId buyer_stream{};
    std::string buyer_name{};
    base::UserId seller{};
    base::ParticipantId seller_person{};
    base::StreamId seller_stream{};
    std::string seller_name{};
    Money amount{};
    std::uint64_t fee_minor = 0;
    std::uint64_t refunded_minor = 0;  // asked for, whether or not it was sent already
    PaymentMethod method = PaymentMethod::stripe;
    PaymentProvider provider = PaymentProvider::test;
    PaymentStatus payment = PaymentStatus::pending;
    Fulfilment fulfilment = Fulfilment::none;
    std::optional<OrderFailure> failure{};
    std::string reference{};     // the provider's, of the checkout; empty before it has given one
    std::string capture{};       // the provider's, of the payment itself; may be empty
    std::string checkout_url{};  // where the buyer pays; may be empty
    std::string
        once{};  // 32 hex digits: the buyer's key of this order, which makes requests about it repeatable
    std::uint32_t asks = 0;  // how often the provider was asked what has become of it
    base::Time created_at{};
    base::Time hold_until{};
    std::optional<base::Time> paid_at{};
    std::optional<base::Time> delivered_at{};
    std::optional<base::Time> disputed_at{};
    std::string dispute_note{};
    std::optional<base::Time> closed_at{};
    std::optional<base::Time> due_at{};
    bool buyer_news = false;
    bool seller_news = false;
};

}  // namespace store
