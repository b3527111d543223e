// Whether there is a rush at the door of the house (core/accounts/rush).
#pragma once

#include "core/db/connection.h"

namespace store {

enum class RushMode { automatic, on, off };

struct Rush {
    RushMode mode = RushMode::automatic;
    base::Time busy_until{};  // of `automatic`
};

Rush find_rush(db::Connection& connection);
// False when it was so already.
bool set_rush_mode(db::Connection& connection, RushMode mode);
void extend_rush(db::Connection& connection, base::Time busy_until);

}  // namespace store
