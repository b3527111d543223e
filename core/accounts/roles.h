// Who may do what where: the one place that answers it.
#pragma once

#include <optional>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/ids.h"
#include "core/store/roles.h"

namespace accounts {

using store::Grant;
using store::Role;

// Everything that needs more than being let in. Later capabilities add theirs here.
enum class Act { see_overview, see_audit_log, moderate, grant_role, review_proofs };

// Whether these grants allow the act; `where` for acts in a language room, nothing for acts everywhere. Pure.
bool allows(const std::vector<Grant>& grants, Act act,
            std::optional<base::LanguageRoomId> where = std::nullopt);

// The same for the person of a session: staff must have taken the second step. Roles are read each time, so what is granted or revoked holds at once.
// Errors: members_only, not_allowed, second_step_missing.
std::optional<base::Error> refusal(db::Connection& connection, const Session& session, Act act,
                                   std::optional<base::LanguageRoomId> where = std::nullopt);

// "moderator", "reviewer", "admin": as scripts and the record of privileged acts have it.
std::string_view role_word(Role role);

// Whether they have any role: staff keep the second step of their sign-in.
bool is_staff(db::Connection& connection, base::UserId user);

}  // namespace accounts
