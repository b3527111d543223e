#include "core/store/orders.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr std::array methods{PaymentMethod::stripe, PaymentMethod::paypal, PaymentMethod::crypto};
constexpr std::array providers{PaymentProvider::stripe, PaymentProvider::paypal, PaymentProvider::crypto,
                               PaymentProvider::test};
constexpr std::array statuses{PaymentStatus::pending, PaymentStatus::completed, PaymentStatus::failed,
                              PaymentStatus::refunded};
constexpr std::array fulfilments{Fulfilment::none, Fulfilment::delivered, Fulfilment::disputed,
                                 Fulfilment::settled};
constexpr std::array failures{OrderFailure::cancelled, OrderFailure::expired, OrderFailure::refused,
                              OrderFailure::mismatch, OrderFailure::removed};

// clang-format off
constexpr const char* order_columns =
    "SELECT t.id, t.item_id, t.item_version, v.title, t.content_type, t.buyer_user_id, b.id, b.stream_id, b.display_name, "
    "t.seller_user_id, s.id, s.stream_id, s.display_name, t.amount_minor, t.currency, t.fee_minor, t.refunded_minor, "
    "t.payment_method, t.provider, t.payment_status, t.fulfilment, t.failure, COALESCE(t.provider_reference, ''), "
    "COALESCE(t.capture_reference, ''), COALESCE(t.checkout_url, ''), LOWER(HEX(t.idempotency_key)), t.asks,"
    DB_MS("t.created_at") "," DB_MS("t.hold_until") "," DB_MS("t.paid_at") "," DB_MS("t.delivered_at") "," DB_MS("t.disputed_at")
    ", COALESCE(t.dispute_note, '')," DB_MS("t.closed_at") "," DB_MS("t.due_at") ", t.buyer_news, t.seller_news FROM transaction t "
    "STRAIGHT_JOIN marketplace_revision v ON v.item_id = t.item_id AND v.version = t.item_version "
    "STRAIGHT_JOIN participant b ON b.user_id = t.buyer_user_id STRAIGHT_JOIN participant s ON s.user_id = t.seller_user_id ";
// clang-format on

Order read_order(const db::Rows& rows) {
    const auto failure = rows.text(21);
    return {.id = rows.id<base::OrderId>(0),
            .item = rows.id<base::ItemId>(1),
            .item_version = static_cast<std::uint32_t>(rows.number(2)),
            .title = rows.text(3),
            .content = parse_content_type(rows.text(4)).value(),
            .buyer = rows.id<base::UserId>(5),
            .buyer_person = rows.id<base::ParticipantId>(6),
            .buyer_stream = rows.id<base::StreamId>(7),
            .buyer_name = rows.text(8),
            .seller = rows.id<base::UserId>(9),
            .seller_person = rows.id<base::ParticipantId>(10),
            .seller_stream = rows.id<base::StreamId>(11),
            .seller_name = rows.text(12),
            .amount = {.minor = rows.number(13), .currency = parse_currency(rows.text(14)).value()},
            .fee_minor = rows.number(15),
            .refunded_minor = rows.number(16),
            .method = parse_payment_method(rows.text(17)).value(),
            .provider = parse_payment_provider(rows.text(18)).value(),
            .payment = value_named(statuses, rows.text(19)).value(),
            .fulfilment = value_named(fulfilments, rows.text(20)).value(),
            .failure = rows.is_null(21) ? std::nullopt : value_named(failures, failure),
            .reference = rows.text(22),
            .capture = rows.text(23),
            .checkout_url = rows.text(24),
            .once = rows.text(25),
            .asks = static_cast<std::uint32_t>(rows.number(26)),
            .created_at = rows.time(27),
            .hold_until = rows.time(28),
            .paid_at = time_or_none(rows, 29),
            .delivered_at = time_or_none(rows, 30),
            .disputed_at = time_or_none(rows, 31),
            .dispute_note = rows.text(32),
            .closed_at = time_or_none(rows, 33),
            .due_at = time_or_none(rows, 34),
            .buyer_news = rows.flag(35),
            .seller_news = rows.flag(36)};
}

std::optional<Order> read_one(db::Rows rows) {
    return rows.next() ? std::optional(read_order(rows)) : std::nullopt;
}

std::vector<Order> read_all(db::Rows rows) {
    std::vector<Order> orders;
    while (rows.next()) orders.push_back(read_order(rows));
    return orders;
}

std::string select(std::string_view rest) { return std::string(order_columns) + std::string(rest); }

std::vector<base::OrderId> read_ids(db::Rows rows) {
    std::vector<base::OrderId> ids;
    while (rows.next()) ids.push_back(rows.id<base::OrderId>(0));
    return ids;
}

}  // namespace

std::string_view name_of(PaymentMethod method) {
    switch (method) {
        case PaymentMethod::stripe:
            return "STRIPE";
        case PaymentMethod::paypal:
            return "PAYPAL";
        case PaymentMethod::crypto:
            break;
    }
    return "CRYPTO";
}

std::string_view name_of(PaymentProvider provider) {
    switch (provider) {
        case PaymentProvider::stripe:
            return "STRIPE";
        case PaymentProvider::paypal:
            return "PAYPAL";
        case PaymentProvider::crypto:
            return "CRYPTO";
        case PaymentProvider::test:
            break;
    }
    return "TEST";
}

std::string_view name_of(PaymentStatus status) {
    switch (status) {
        case PaymentStatus::pending:
            return "PENDING";
        case PaymentStatus::completed:
            return "COMPLETED";
        case PaymentStatus::failed:
            return "FAILED";
        case PaymentStatus::refunded:
            break;
    }
    return "REFUNDED";
}

std::string_view name_of(Fulfilment fulfilment) {
    switch (fulfilment) {
        case Fulfilment::none:
            return "NONE";
        case Fulfilment::delivered:
            return "DELIVERED";
        case Fulfilment::disputed:
            return "DISPUTED";
        case Fulfilment::settled:
            break;
    }
    return "SETTLED";
}

std::string_view name_of(OrderFailure failure) {
    switch (failure) {
        case OrderFailure::cancelled:
            return "CANCELLED";
        case OrderFailure::expired:
            return "EXPIRED";
        case OrderFailure::refused:
            return "REFUSED";
        case OrderFailure::mismatch:
            return "MISMATCH";
        case OrderFailure::removed:
            break;
    }
    return "REMOVED";
}

std::optional<PaymentMethod> parse_payment_method(std::string_view text) {
    return value_named(methods, text);
}

std::optional<PaymentProvider> parse_payment_provider(std::string_view text) {
    return value_named(providers, text);
}

base::OrderId add_order(db::Connection& connection, const NewOrder& order) {
    return base::OrderId{connection.insert(
        "INSERT INTO transaction (item_id, item_version, content_type, buyer_user_id, seller_user_id, idempotency_key, amount_minor, "
        "currency, fee_minor, payment_method, provider, created_at, updated_at, hold_until, due_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME "," DB_TIME "," DB_TIME ")",
        order.item.id, order.item.version, name_of(order.item.content), order.buyer, order.item.seller,
        order.once, order.item.price.minor, name_of(order.item.price.currency), order.fee_minor,
        name_of(order.method), name_of(order.provider), order.at, order.at, order.hold_until, order.due_at)};
}

std::optional<Order> find_order(db::Connection& connection, base::OrderId id) {
    static const std::string sql = select("WHERE t.id = ?");
    return read_one(connection.query(sql, id));
}

std::optional<Order> find_order(db::Connection& connection, base::UserId buyer, std::string_view once) {
    static const std::string sql = select("WHERE t.buyer_user_id = ? AND t.idempotency_key = ?");
    return read_one(connection.query(sql, buyer, once));
}

std::optional<Order> find_order(db::Connection& connection, PaymentProvider provider,
                                std::string_view reference) {
    // By method, because the unique key is: a stand-in's references begin with a word of their own.
    static const std::string sql = select(
        "WHERE t.provider_reference = ? AND t.payment_method IN ('STRIPE', 'PAYPAL', 'CRYPTO') AND t.provider = ?");
    return read_one(connection.query(sql, reference, name_of(provider)));
}

std::optional<Order> lock_order(db::Connection& connection, base::OrderId id) {
    {
        auto rows = connection.query(
            "SELECT id FROM marketplace_item WHERE id = (SELECT item_id FROM transaction WHERE id = ?) FOR UPDATE",
            id);
        if (!rows.next()) return std::nullopt;
    }
    {
        auto rows = connection.query("SELECT id FROM transaction WHERE id = ? FOR UPDATE", id);
        if (!rows.next()) return std::nullopt;
    }
    return find_order(connection, id);
}

bool delivers_files(db::Connection& connection, const Order& order) {
    return connection
        .query(
            "SELECT id FROM marketplace_file WHERE item_id = ? AND transaction_id IS NULL AND stored_at IS NOT NULL AND "
            "created_at <=" DB_TIME "AND (removed_at IS NULL OR removed_at >" DB_TIME ") LIMIT 1",
            order.item, order.created_at, order.created_at)
        .next();
}

void set_checkout(db::Connection& connection, base::OrderId id, std::string_view reference,
                  std::string_view url, base::Time due_at, base::Time now) {
    connection.execute("UPDATE transaction SET provider_reference = ?, checkout_url = ?, due_at =" DB_TIME
                       ", updated_at =" DB_TIME "WHERE id = ?",
                       reference, url, due_at, now, id);
}

void set_order_state(db::Connection& connection, base::OrderId id, const OrderState& state, base::Time now) {
    connection.execute(
        "UPDATE transaction SET payment_status = ?, fulfilment = ?, failure = ?, paid_at =" DB_TIME
        ", delivered_at =" DB_TIME ", disputed_at =" DB_TIME ", closed_at =" DB_TIME ", due_at =" DB_TIME
        ", asks = 0, updated_at =" DB_TIME "WHERE id = ?",
        name_of(state.payment), name_of(state.fulfilment),
        state.failure ? std::optional(name_of(*state.failure)) : std::nullopt, state.paid_at,
        state.delivered_at, state.disputed_at, state.closed_at, state.due_at, now, id);
}

void set_capture(db::Connection& connection, base::OrderId id, std::string_view capture) {
    connection.execute("UPDATE transaction SET capture_reference = NULLIF(?, '') WHERE id = ?", capture, id);
}

void set_dispute_note(db::Connection& connection, base::OrderId id, std::string_view note) {
    connection.execute("UPDATE transaction SET dispute_note = ? WHERE id = ?", note, id);
}

void add_refunded(db::Connection& connection, base::OrderId id, std::uint64_t minor) {
    connection.execute("UPDATE transaction SET refunded_minor = refunded_minor + ? WHERE id = ?", minor, id);
}

void set_asked(db::Connection& connection, base::OrderId id, base::Time due_at) {
    connection.execute("UPDATE transaction SET asks = asks + 1, due_at =" DB_TIME
                       "WHERE id = ? AND payment_status IN ('PENDING', 'FAILED')",
                       due_at, id);
}

void set_due(db::Connection& connection, const Order& order, std::optional<base::Time> due_at) {
    connection.execute("UPDATE transaction SET due_at =" DB_TIME "WHERE id = ? AND payment_status = ?",
                       due_at, order.id, name_of(order.payment));
}

void set_news(db::Connection& connection, base::OrderId id, bool of_buyer, bool news) {
    connection.execute(of_buyer ? "UPDATE transaction SET buyer_news = ? WHERE id = ?"
                                : "UPDATE transaction SET seller_news = ? WHERE id = ?",
                       news, id);
}

std::vector<base::OrderId> due_orders(db::Connection& connection, base::Time now, std::size_t most) {
    return read_ids(connection.query(
        "SELECT id FROM transaction WHERE due_at <=" DB_TIME "ORDER BY due_at LIMIT ?", now, most));
}

std::vector<base::OrderId> open_orders_of_item(db::Connection& connection, base::ItemId item) {
    return read_ids(connection.query(
        "SELECT id FROM transaction FORCE INDEX (transaction_open_of_item) WHERE item_id = ? AND closed_at IS NULL ORDER BY id",
        item));
}

std::optional<base::OrderId> unpaid_order(db::Connection& connection, base::UserId buyer, base::ItemId item) {
    auto rows = connection.query(
        "SELECT id FROM transaction FORCE INDEX (transaction_open_of_buyer) WHERE buyer_user_id = ? AND closed_at IS NULL AND "
        "item_id = ? AND payment_status = 'PENDING' ORDER BY id DESC LIMIT 1",
        buyer, item);
    return rows.next() ? std::optional(rows.id<base::OrderId>(0)) : std::nullopt;
}

std::uint64_t count_open_orders(db::Connection& connection, base::UserId user) {
    // Two counts, each by an index of its own.
    auto rows = connection.query(
        "SELECT (SELECT COUNT(*) FROM transaction FORCE INDEX (transaction_open_of_buyer) WHERE buyer_user_id = ? AND closed_at IS NULL) + "
        "(SELECT COUNT(*) FROM transaction FORCE INDEX (transaction_open_of_seller) WHERE seller_user_id = ? AND closed_at IS NULL)",
        user, user);
    return rows.next() ? rows.number(0) : 0;
}

std::vector<Order> orders_of_buyer(db::Connection& connection, base::UserId buyer, base::OrderId before,
                                   std::size_t most) {
    static const std::string sql =
        select("WHERE t.buyer_user_id = ? AND t.id < ? ORDER BY t.id DESC LIMIT ?");
    return read_all(connection.query(sql, buyer, before, most));
}

std::vector<Order> orders_of_seller(db::Connection& connection, base::UserId seller, base::OrderId before,
                                    std::size_t most) {
    static const std::string sql =
        select("WHERE t.seller_user_id = ? AND t.id < ? ORDER BY t.id DESC LIMIT ?");
    return read_all(connection.query(sql, seller, before, most));
}

std::vector<Order> disputed_orders(db::Connection& connection, std::size_t most) {
    static const std::string sql = select(
        "WHERE t.fulfilment = 'DISPUTED' AND t.payment_status = 'COMPLETED' ORDER BY t.disputed_at LIMIT ?");
    return read_all(connection.query(sql, most));
}

std::uint64_t count_disputes(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM transaction WHERE fulfilment = 'DISPUTED' AND payment_status = 'COMPLETED'");
    return rows.next() ? rows.number(0) : 0;
}

}  // namespace store
