// A reviewer looks at an attempt to prove one's age, and decides. They are named for it (accounts::Act::review_proofs): neither moderators nor administrators are by being
// that. Every act and every refused one is a row of the audit log, which says who and which attempt, never what a document shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/media/confined_document.h"
#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"
#include "core/verification/reading.h"

namespace verification {

inline constexpr std::size_t most_in_queue = 50;

// What waits, whoever waits longest first; never the reviewer's own. Errors: members_only, not_allowed, second_step_missing.
base::Result<std::vector<store::Verification>> review_queue(db::Connection& connection,
                                                            const accounts::Session& session);
// One that was handed in, open or not, or that another house has decided. Errors: those of review_queue; not_found; own_verification.
base::Result<store::Verification> find_for_review(db::Connection& connection,
                                                  const accounts::Session& session, base::VerificationId id);
// Whether this member has it before them at `now`. Pure.
bool holds(const store::Verification& attempt, base::UserId reviewer, base::Time now);
// Whether anybody has. Pure.
bool is_held(const store::Verification& attempt, base::Time now);

// It is theirs for limits.review_held, or for as long again. Errors: those of find_for_review; case_decided; case_taken while somebody else has it.
base::Result<store::Verification> take(db::Connection& connection, const House& house,
                                       const accounts::Session& session, base::VerificationId id);
// Anybody may take it. Errors: those of find_for_review; case_decided, case_not_held.
base::Result<store::Verification> release(db::Connection& connection, const House& house,
                                          const accounts::Session& session, base::VerificationId id);

// One look at a picture: a JPEG with the reviewer's name, number, the time and the number of the attempt all over it; nothing of it is on any disk. It is on record before this
// returns. `part`: "front", "back" or "selfie". Outside of any transaction: it takes a second. Errors: those of find_for_review; case_decided, case_not_held;
// not_found where there is no such picture; document_gone when its key or bytes are lost.
base::Result<std::string> look(db::Connection& connection, const House& house,
                               const media::ConfinedDocuments& pictures, const accounts::Session& session,
                               base::VerificationId id, std::string_view part);
// The same for what the machine has read in the pictures; nothing when it has read nothing (yet).
base::Result<std::optional<Reading>> look_at_reading(db::Connection& connection, const House& house,
                                                     const accounts::Session& session,
                                                     base::VerificationId id);

// What a reviewer has read in the document. None of it is kept, but a keyed hash of the number (proof_hash.h).
struct Approval {
    std::string birth_date{};      // YYYY-MM-DD
    std::string expiry_date{};     // likewise; may be empty for AGE_ONLY
    std::string number{};          // may be empty
    bool difference_seen = false;  // from what the member told at sign-up
};
enum class Approved { first, whole };
// Under dual control an ID_FULL needs two reviewers: the first approval is noted and gives it back to the queue. Errors: those of find_for_review; case_decided, case_not_held,
// review_second, review_birth_date, review_under_age, review_document_expired, review_mismatch (the year of birth is not that of the account, and that was not seen).
base::Result<Approved> approve(db::Connection& connection, const House& house,
                               const accounts::Session& session, base::VerificationId id,
                               const Approval& approval);

struct Rejection {
    std::optional<store::ProofOutcome> outcome{};  // one of the first eight
    std::string note{};                            // for the member; may be empty
};
// Errors: those of find_for_review; case_decided, case_not_held, review_reason, review_text_long.
base::Result<store::Verification> reject(db::Connection& connection, const House& house,
                                         const accounts::Session& session, base::VerificationId id,
                                         const Rejection& rejection);
// An approved one counts no more. `note`: for the member; may be empty. Errors: those of find_for_review; verification_state when it is not approved; review_text_long.
base::Result<store::Verification> revoke(db::Connection& connection, const House& house,
                                         const accounts::Session& session, base::VerificationId id,
                                         std::string_view note);

// How many wait for this reviewer; nothing for who is none.
std::optional<std::uint64_t> waiting_for(db::Connection& connection, const accounts::Session& session);

}  // namespace verification
