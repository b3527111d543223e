// What the house keeps of those who sell: where their money goes, sealed; and what buyers thought of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/money.h"
#include "core/store/users.h"

namespace store {

void set_payout_address(db::Connection& connection, base::UserId seller, const std::optional<Sealed>& sealed);
std::optional<Sealed> payout_address(db::Connection& connection, base::UserId seller);

// Locked until the transaction ends; made when there is none.
void lock_seller(db::Connection& connection, base::UserId seller);

// How many have rated, and the sum of their stars.
struct Stars {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
};
Stars stars_of_seller(db::Connection& connection, base::UserId seller);

struct NewPayout {
    std::string_view run{};  // 16 bytes
    base::UserId seller{};
    Money amount{};
    base::Time at{};
};
// Throws db::Duplicate when this run has paid this seller in this currency already.
std::uint64_t add_payout(db::Connection& connection, const NewPayout& payout);

struct Payout {
    std::uint64_t id = 0;
    base::UserId seller{};
    Money amount{};
};
std::vector<Payout> payouts_of_run(db::Connection& connection, std::string_view run);

}  // namespace store
