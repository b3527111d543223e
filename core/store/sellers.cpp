#include "core/store/sellers.h"

namespace store {

Stars stars_of_seller(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query("SELECT rating_count, rating_sum FROM seller WHERE user_id = ?", seller);
    return rows.next() ? Stars{.count = rows.number(0), .sum = rows.number(1)} : Stars{};
}

}  // namespace store
