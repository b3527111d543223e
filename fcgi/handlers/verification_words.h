// How the member's pages call things of proofs of age.
#pragma once

#include <string>

#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "core/view/locale.h"

namespace fcgi::handlers {

std::string type_text(const view::Language& language, store::VerificationType type);
// How it ended, for the member: "Refused: the picture cannot be read."
std::string end_text(const view::Language& language, const store::Verification& attempt);
std::string part_title(const view::Language& language, store::DocumentPart part);
std::string part_hint(const view::Language& language, store::DocumentPart part, store::VerificationType type);

// As addresses have it: "front", "back", "selfie"; nothing for another word.
std::optional<store::DocumentPart> part_named(std::string_view word);
std::string_view word_of(store::DocumentPart part);

}  // namespace fcgi::handlers
