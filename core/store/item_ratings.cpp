#include "core/store/item_ratings.h"

#include "core/db/dialect.h"

namespace store {

Stars stars_of_seller(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query("SELECT rating_count, rating_sum FROM seller WHERE user_id = ?", seller);
    return rows.next() ? Stars{.count = rows.number(0), .sum = rows.number(1)} : Stars{};
}

std::vector<ShownRating> shown_ratings(db::Connection& connection, base::ItemId item, std::size_t most) {
    auto rows =
        connection.query("SELECT stars, body," DB_MS(
                             "created_at") "FROM rating WHERE item_id = ? ORDER BY created_at DESC LIMIT ?",
                         item, most);
    std::vector<ShownRating> ratings;
    while (rows.next()) {
        ratings.push_back(
            {.stars = static_cast<unsigned>(rows.number(0)), .body = rows.text(1), .at = rows.time(2)});
    }
    return ratings;
}

}  // namespace store
