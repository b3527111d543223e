// What time ends, and what nobody may find afterwards. admin/verification_job calls these in turn; each may be repeated, and does what a killed run left undone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/chat/hints.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"

namespace verification {

// Files that no row names are left alone for so long: pictures are sealed before their row is written.
inline constexpr base::Millis orphans_left{std::chrono::hours{1}};

// The proof has run out by now: its member hears of it, and what it opened closes. Nothing when it has not, or was ended by somebody else. Inside the caller's
// transaction, last. Hints: to be sent after the commit. `actor`: audit::by_job().
std::optional<std::vector<chat::Hint>> end_proof(db::Connection& connection, const House& house,
                                                 base::VerificationId id, const std::string& actor);

// It waits no longer, if it still does and this is still so: `withdrawn`, begun and not handed in for too long; `undecided`, handed in and not decided for too long; `lost`, a
// picture's key or bytes are not there. Otherwise nothing. Inside the caller's transaction, last. Afterwards hints and shred().
std::optional<std::vector<chat::Hint>> end_waiting(db::Connection& connection, const House& house,
                                                   base::VerificationId id, store::ProofOutcome why,
                                                   const std::string& actor);

// Attempts that wait and whose pictures nobody can open any more, as after the restore of a backup, which has no keys. Outside of any transaction. A key that is there and does
// not open is no such case: the operator may yet put the lost PHONE_ENC_KEY back (scripts/retention-report says so).
std::vector<base::VerificationId> lost_attempts(db::Connection& connection, const Vault& vault);

// Takes the pictures off attempts that are decided and kept some all the same; shred() does the rest. Returns how many rows. Inside the caller's transaction.
std::uint64_t release_decided(db::Connection& connection, base::Time now);

// Destroys keys and bytes that no row names, and what killed writes left behind, when they are older than orphans_left. Outside of any transaction. Returns how many names.
std::size_t destroy_orphans(db::Connection& connection, Vault& vault, base::Time now);

// The names in both folders that no row has and that are older than that.
std::vector<std::string> orphans(db::Connection& connection, const Vault& vault, base::Time now);

}  // namespace verification
