// What buyer and seller write to each other about an order, and what the buyer thinks of it in the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct OrderMessage {
    base::UserId author{};
    std::string author_name{};
    std::string body{};
    base::Time at{};
};
// False when this author has written it before under the same client id.
bool add_order_message(db::Connection& connection, base::OrderId order, base::UserId author,
                       std::string_view client_id, std::string_view body, base::Time now);
// The newest, oldest of them first.
std::vector<OrderMessage> order_messages(db::Connection& connection, base::OrderId order, std::size_t most);

struct NewRating {
    base::OrderId order{};
    base::ItemId item{};
    base::UserId seller{};
    unsigned stars = 0;  // 1 to 5
    std::string_view body{};
    base::Time at{};
};
// Counts for the listing and for its seller. Throws db::Duplicate when the order was rated before. Inside the caller's transaction.
void add_rating(db::Connection& connection, const NewRating& rating);

struct Rating {
    unsigned stars = 0;
    std::string body{};
    std::string buyer_name{};
    base::Time at{};
};
std::optional<Rating> rating_of(db::Connection& connection, base::OrderId order);
// The newest first.
std::vector<Rating> ratings_of_item(db::Connection& connection, base::ItemId item, std::size_t most);

}  // namespace store
