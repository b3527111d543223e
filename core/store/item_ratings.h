// What buyers thought of a listing and of whom they bought from, as pages show it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

// How many, and their sum of stars.
struct Stars {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
};
Stars stars_of_seller(db::Connection& connection, base::UserId seller);

struct ShownRating {
    unsigned stars = 0;
    std::string body{};
    base::Time at{};
};
// The newest of a listing, at most `most`.
std::vector<ShownRating> shown_ratings(db::Connection& connection, base::ItemId item, std::size_t most);

}  // namespace store
