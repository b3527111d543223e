// Who may do what where: the one place that answers it.
#pragma once

#include <optional>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/ids.h"

namespace accounts {

enum class Role { moderator, admin };

// Everything that needs more than being let in. Later capabilities add theirs here.
enum class Act { see_overview, see_audit_log, moderate, grant_role };

struct Grant {
    Role role = Role::moderator;
    std::optional<base::LanguageRoomId> room;  // nothing: everywhere
};

// Whether these grants allow the act; `where` for acts in a language room. Pure.
bool allows(const std::vector<Grant>& grants, Act act, std::optional<base::LanguageRoomId> where = std::nullopt);

// The same for the person of a session: staff must have taken the second step. Errors: members_only, not_allowed, second_step_missing.
std::optional<base::Error> refusal(db::Connection& connection, const Session& session, Act act,
                                   std::optional<base::LanguageRoomId> where = std::nullopt);

bool is_staff(db::Connection& connection, base::UserId user);

}  // namespace accounts
