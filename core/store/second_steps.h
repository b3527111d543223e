// The second step of a sign-in as rows: the sealed secret in user, and recovery_code. All inside a transaction that holds the user's row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/users.h"

namespace store {

// Instead of whatever was there; not yet confirmed.
void set_totp(db::Connection& connection, base::UserId user, const Sealed& secret);
void confirm_totp(db::Connection& connection, base::UserId user, base::Time now);
// `step` is the last one that a code was taken for.
void set_totp_step(db::Connection& connection, base::UserId user, std::uint64_t step);

// Instead of those they had; 32 bytes each.
void set_recovery_codes(db::Connection& connection, base::UserId user,
                        const std::vector<std::string>& hashes);
// False when there is no such code, or it was used before.
bool use_recovery_code(db::Connection& connection, base::UserId user, std::string_view hash, base::Time now);
// Those that were not used; outside a transaction too.
std::uint64_t count_recovery_codes(db::Connection& connection, base::UserId user);

// Secret and recovery codes go, and no session counts any longer as one that has taken the second step.
void remove_second_step(db::Connection& connection, base::UserId user, base::Time now);

}  // namespace store
