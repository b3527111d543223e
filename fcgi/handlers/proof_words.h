// What proofs of age, their ends and warnings about them are called in the visitor's language. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "core/verification/reading.h"
#include "core/verification/warnings.h"
#include "core/view/locale.h"
#include "core/view/proof_pages.h"

namespace fcgi::handlers {

// "Age", "Age and name"
std::string proof_type_text(const view::Language& language, store::VerificationType type);
// Why a reviewer refuses it: "It cannot be read".
std::string refusal_text(const view::Language& language, store::ProofOutcome outcome);
// How it ended: "Approved", "Refused: it cannot be read".
std::string ending_text(const view::Language& language, store::VerificationStatus status,
                        const std::optional<store::ProofOutcome>& outcome);
std::string part_text(const view::Language& language, store::DocumentPart part);
std::string warning_text(const view::Language& language, const verification::Warning& warning);
// "3 hours"
std::string span_text(const view::Language& language, std::uint64_t seconds);
view::ProofProposal proposal_of(const view::Language& language, const verification::Reading& reading,
                                base::Time now);

}  // namespace fcgi::handlers
