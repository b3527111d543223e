// The picture or video of a reported message, for the moderator who decides about it: hidden or removed, nobody else sees it.
#pragma once

#include "core/moderation/action.h"
#include "core/store/media.h"
#include "core/store/moderation_cases.h"

namespace moderation {

// What the reported message has with it, as long as that is kept. For whoever may see the case (open_for).
std::optional<store::Media> picture_of(db::Connection& connection, const store::Case& found);

// A look at it. It stands in the audit log before anything is shown, once for each case and moderator. Errors: those of open_for; case_not_taken, case_taken,
// case_decided unless it is the moderator's own now; not_found when there is none, or no more.
base::Result<store::Media> look_at_picture(db::Connection& connection, const chat::House& house,
                                           const audit::Log& log, const Actor& actor, base::CaseId id);

}  // namespace moderation
