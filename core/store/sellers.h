// Members as sellers: what buyers thought of them.
#pragma once

#include <cstdint>

#include "core/db/connection.h"

namespace store {

// How many have rated, and the sum of their stars.
struct Stars {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
};
Stars stars_of_seller(db::Connection& connection, base::UserId seller);

}  // namespace store
