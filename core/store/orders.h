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

struct NewOrder {
    const Item& item;
    base::UserId buyer{};
    std::string_view once{};  // 16 bytes
    std::uint64_t fee_minor = 0;
    PaymentMethod method = PaymentMethod::stripe;
    PaymentProvider provider = PaymentProvider::test;
    base::Time at{};
    base::Time hold_until{};
    base::Time due_at{};
};
// PENDING, for what is on offer now. Throws db::Duplicate when this buyer has an order of this key.
base::OrderId add_order(db::Connection& connection, const NewOrder& order);

std::optional<Order> find_order(db::Connection& connection, base::OrderId id);
std::optional<Order> find_order(db::Connection& connection, base::UserId buyer, std::string_view once);
std::optional<Order> find_order(db::Connection& connection, PaymentProvider provider,
                                std::string_view reference);
// Locked until the transaction ends, its item first: the order in which everybody locks them.
std::optional<Order> lock_order(db::Connection& connection, base::OrderId id);

// Whether files of the listing are delivered for this order: those that were there when it was made.
bool delivers_files(db::Connection& connection, const Order& order);

// Where the buyer pays. Throws db::Duplicate when another order has the reference.
void set_checkout(db::Connection& connection, base::OrderId id, std::string_view reference,
                  std::string_view url, base::Time due_at, base::Time now);

// What a step changes. Writes everything that is named here, so begin with what the order says.
struct OrderState {
    PaymentStatus payment = PaymentStatus::pending;
    Fulfilment fulfilment = Fulfilment::none;
    std::optional<OrderFailure> failure{};
    std::optional<base::Time> paid_at{};
    std::optional<base::Time> delivered_at{};
    std::optional<base::Time> disputed_at{};
    std::optional<base::Time> closed_at{};
    std::optional<base::Time> due_at{};
};
void set_order_state(db::Connection& connection, base::OrderId id, const OrderState& state, base::Time now);
void set_capture(db::Connection& connection, base::OrderId id, std::string_view capture);
void set_dispute_note(db::Connection& connection, base::OrderId id, std::string_view note);
// More of it is to be given back. The database refuses more than was paid.
void add_refunded(db::Connection& connection, base::OrderId id, std::uint64_t minor);
// The provider was asked and had nothing new to say. Without effect on an order that was paid meanwhile.
void set_asked(db::Connection& connection, base::OrderId id, base::Time due_at);
// Nothing: the house does nothing more by itself. Without effect when its payment stands otherwise by now.
void set_due(db::Connection& connection, const Order& order, std::optional<base::Time> due_at);
void set_news(db::Connection& connection, base::OrderId id, bool of_buyer, bool news);

// Orders about which the house has something to do by itself, the longest due first.
std::vector<base::OrderId> due_orders(db::Connection& connection, base::Time now, std::size_t most);
// Of one listing: not paid yet, or paid and not settled.
std::vector<base::OrderId> open_orders_of_item(db::Connection& connection, base::ItemId item);
// The order of this listing that this buyer has begun and not paid; nothing when there is none.
std::optional<base::OrderId> unpaid_order(db::Connection& connection, base::UserId buyer, base::ItemId item);
// Of one member, as buyer or seller: those that are not settled, refunded or failed.
std::uint64_t count_open_orders(db::Connection& connection, base::UserId user);

// A page of somebody's orders, the newest first, before one of these numbers.
std::vector<Order> orders_of_buyer(db::Connection& connection, base::UserId buyer, base::OrderId before,
                                   std::size_t most);
std::vector<Order> orders_of_seller(db::Connection& connection, base::UserId seller, base::OrderId before,
                                    std::size_t most);
// Disputed, the longest first.
std::vector<Order> disputed_orders(db::Connection& connection, std::size_t most);
std::uint64_t count_disputes(db::Connection& connection);

}  // namespace store
