// How an attempt ends, whoever ends it: one place, so that nothing is decided without its pictures going, the member hearing of it, and a row on record.
#pragma once

#include <string>
#include <vector>

#include "core/chat/hints.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"

namespace verification {

// A waiting one is decided or has ended, or an approved one ends (`decision.status` is then expired). The member's age follows, their pictures are nobody's any more, an
// event tells them, and the record has a row by `actor` (audit::by_user and others), which names neither what was shown nor why. Inside the caller's transaction, last;
// the attempt is locked. Hints: to be sent after the commit, and then shred().
std::vector<chat::Hint> conclude(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                                 const store::Verification& attempt, const store::ProofDecision& decision,
                                 const std::string& actor);

// Destroys the keys, then the bytes, of pictures that are nobody's any more: of one attempt, or of at most `most` of all. Outside of any transaction; what it was killed in
// the middle of is done by the next call. Returns how many. Throws std::system_error when a folder does not do its work.
std::size_t shred(db::Connection& connection, Vault& vault, std::optional<base::VerificationId> attempt,
                  std::size_t most = 100);
// The same after a decision that stands whatever becomes of this: what fails is logged, and the job does it later.
void shred_or_log(db::Connection& connection, const House& house, base::VerificationId attempt) noexcept;

}  // namespace verification
