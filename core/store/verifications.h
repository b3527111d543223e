// Proofs of age: what of id_verification others need to know.
#pragma once

#include "core/db/connection.h"

namespace store {

// Whether a proof of this member's age was approved and has not run out at `now`.
bool is_verified(db::Connection& connection, base::UserId user, base::Time now);

}  // namespace store
