// What every act on a case begins and ends with. Inside the caller's transaction.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/moderation/action.h"
#include "core/store/moderation_cases.h"

namespace moderation {

// "case:12"
std::string subject_of(base::CaseId id);

// Whoever may not see the case does not learn that it is there. Errors: those of accounts::refusal, not_found.
std::optional<base::Error> hidden_from(db::Connection& connection, const Actor& actor,
                                       const std::optional<store::Case>& found);

// One row of the audit log about a case.
void note_act(db::Connection& connection, const audit::Log& log, const Actor& actor, std::string_view action,
              base::CaseId id, nlohmann::json detail, base::Time now);

}  // namespace moderation
