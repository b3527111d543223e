#include "core/store/order_talk.h"

#include <algorithm>

#include "core/db/dialect.h"

namespace store {
namespace {

Rating read_rating(const db::Rows& rows) {
    return {.stars = static_cast<unsigned>(rows.number(0)),
            .body = rows.text(1),
            .buyer_name = rows.text(2),
            .at = rows.time(3)};
}

constexpr const char* select_rating = "SELECT r.stars, r.body, p.display_name," DB_MS(
    "r.created_at") "FROM rating r STRAIGHT_JOIN transaction t ON t.id = r.transaction_id STRAIGHT_JOIN participant p ON p.user_id = t.buyer_user_id ";

}  // namespace

bool add_order_message(db::Connection& connection, base::OrderId order, base::UserId author,
                       std::string_view client_id, std::string_view body, base::Time now) {
    return connection.execute(
               "INSERT INTO order_message (transaction_id, author_user_id, client_id, body, created_at) VALUES (?, ?, ?, ?," DB_TIME
               ") ON DUPLICATE KEY UPDATE id = id",
               order, author, client_id, body, now) > 0;
}

std::vector<OrderMessage> order_messages(db::Connection& connection, base::OrderId order, std::size_t most) {
    auto rows = connection.query("SELECT m.author_user_id, p.display_name, m.body," DB_MS(
                                     "m.created_at") "FROM order_message m JOIN participant p ON p.user_id = m.author_user_id "
                                                     "WHERE m.transaction_id = ? ORDER BY m.id DESC LIMIT ?",
                                 order, most);
    std::vector<OrderMessage> messages;
    while (rows.next())
        messages.push_back({.author = rows.id<base::UserId>(0),
                            .author_name = rows.text(1),
                            .body = rows.text(2),
                            .at = rows.time(3)});
    std::ranges::reverse(messages);
    return messages;
}

void add_rating(db::Connection& connection, const NewRating& rating) {
    connection.execute(
        "INSERT INTO rating (transaction_id, item_id, seller_user_id, stars, body, created_at) VALUES (?, ?, ?, ?, ?," DB_TIME
        ")",
        rating.order, rating.item, rating.seller, rating.stars, rating.body, rating.at);
    connection.execute(
        "UPDATE marketplace_item SET rating_count = rating_count + 1, rating_sum = rating_sum + ? WHERE id = ?",
        rating.stars, rating.item);
    connection.execute(
        "INSERT INTO seller (user_id, rating_count, rating_sum) VALUES (?, 1, ?) ON DUPLICATE KEY UPDATE "
        "rating_count = rating_count + 1, rating_sum = rating_sum + ?",
        rating.seller, rating.stars, rating.stars);
}

std::optional<Rating> rating_of(db::Connection& connection, base::OrderId order) {
    static const std::string sql = std::string(select_rating) + "WHERE r.transaction_id = ?";
    auto rows = connection.query(sql, order);
    return rows.next() ? std::optional(read_rating(rows)) : std::nullopt;
}

std::vector<Rating> ratings_of_item(db::Connection& connection, base::ItemId item, std::size_t most) {
    static const std::string sql =
        std::string(select_rating) + "WHERE r.item_id = ? ORDER BY r.created_at DESC LIMIT ?";
    auto rows = connection.query(sql, item, most);
    std::vector<Rating> ratings;
    while (rows.next()) ratings.push_back(read_rating(rows));
    return ratings;
}

}  // namespace store
