// The queue of cases: who sees what, who has taken which, and how they end. Two moderators never work on the same case: whoever takes one holds it for a while.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/moderation/action.h"
#include "core/store/appeals.h"
#include "core/store/moderation_cases.h"

namespace moderation {

// What this moderator is concerned with: their rooms, or everything. Errors: those of accounts::refusal.
base::Result<store::CaseScope> scope_of(db::Connection& connection, const accounts::Session& session);
bool within(const store::CaseScope& scope, std::optional<base::LanguageRoomId> room);

// A case for whoever may moderate there. Errors: those of accounts::refusal, not_found (only to those who may see all).
base::Result<store::Case> open_for(db::Connection& connection, const accounts::Session& session,
                                   base::CaseId id);

// Takes it, or holds it longer. Errors: as above, case_taken while another holds it, case_decided.
base::Result<store::Case> take(db::Connection& connection, const chat::House& house, const audit::Log& log,
                               const Actor& actor, base::CaseId id);
// Gives it back. Errors: as above, case_taken.
base::Result<store::Case> give_back(db::Connection& connection, const chat::House& house,
                                    const audit::Log& log, const Actor& actor, base::CaseId id);

// Decides it without an act: nothing was wrong. What was hidden is shown again, and so are posts that were held; the reporters hear of it, and whoever asked from outside reads `told` (may be empty).
base::Result<Done> dismiss(db::Connection& connection, const chat::House& house, const audit::Log& log,
                           const Actor& actor, base::CaseId id, std::string_view note,
                           std::string_view told = {});
// Decides it by an act on the person or message it is about; posts that were held are never shown. Errors: also those of act(), bad_request for a case about neither.
base::Result<Done> decide(db::Connection& connection, const chat::House& house, const audit::Log& log,
                          const Actor& actor, base::CaseId id, Order order);

}  // namespace moderation
