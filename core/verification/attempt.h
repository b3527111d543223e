// A member proves their age by documents: begins, adds pictures, hands in, takes back. A reviewer decides: review.h.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/accounts/rate_limit.h"
#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/media/confined_document.h"
#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"

namespace verification {

// The pictures that an attempt of this type has, in the order in which they are asked for; `needed`: without it none is handed in.
struct Part {
    store::DocumentPart part = store::DocumentPart::front;
    bool needed = true;
};
std::vector<Part> parts_of(store::VerificationType type);

// Why this member may not begin an attempt of this type now; nothing when they may. Errors: members_only, verification_open, verification_state (they have a proof that
// is as good and holds for long yet), verification_tries with the time to wait.
std::optional<base::Error> begin_refusal(db::Connection& connection, const base::Config& config,
                                         const accounts::Session& session, store::VerificationType type,
                                         base::Time now);
base::Result<base::VerificationId> begin(db::Connection& connection, const House& house,
                                         const accounts::Session& session, store::VerificationType type);

// Their own that waits, whether handed in or not; nothing when there is none.
std::optional<store::Verification> open_attempt(db::Connection& connection, base::UserId user);

// Reads a stranger's file (see media::ConfinedDocuments), seals what comes of it, and adds it in place of an earlier one. Outside of any transaction: it takes seconds.
// Errors: members_only, verification_state, document_*, too_many_uploads.
base::Result<base::DocumentId> add_picture(db::Connection& connection, const House& house,
                                           const accounts::LimitHouse& limits,
                                           const media::ConfinedDocuments& reader,
                                           const accounts::Session& session, store::DocumentPart part,
                                           std::string_view bytes);
// Errors: members_only, verification_state, documents_incomplete, verification_tries.
base::Result<base::VerificationId> hand_in(db::Connection& connection, const House& house,
                                           const accounts::Session& session);
// It is over and its pictures are destroyed. Errors: members_only, verification_state.
base::Result<base::VerificationId> take_back(db::Connection& connection, const House& house,
                                             const accounts::Session& session);

// Their account is deleted: what waits is taken back, what was approved counts no more. Inside the caller's transaction, before streams are locked. Afterwards shred().
void leave(db::Connection& connection, base::UserId user, base::Time now);

}  // namespace verification
