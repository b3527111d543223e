// What the market knows of a member, as part of what they can take along.
#pragma once

#include <nlohmann/json.hpp>

#include "core/accounts/members.h"

namespace accounts {

// Their listings, orders on both sides, what they wrote in these, and their money. Of the other side of an order: nothing.
nlohmann::json market_data(db::Connection& connection, const MemberHouse& house, base::UserId user);

}  // namespace accounts
