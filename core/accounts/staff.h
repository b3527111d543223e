// Making members moderators and admins, and unmaking them. Each change stands in the audit log, in the same transaction.
#pragma once

#include <string>

#include "core/accounts/roles.h"
#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace accounts {

struct RoleChange {
    base::UserId user;
    Grant grant;
    std::string actor;  // audit::by_user(...), audit::by_operator: whoever may do so was asked before
};

// True when something changed; false when they had the role already. Errors: not_found for no such account or one that is deleted, bad_request for an
// admin or a reviewer of a room: these are everywhere. Throws db::Error.
base::Result<bool> grant_role(db::Connection& connection, const audit::Log& log, const base::Clock& clock,
                              const RoleChange& change);
// False when they did not have it. Holds with the next request of theirs. Error: not_found.
base::Result<bool> revoke_role(db::Connection& connection, const audit::Log& log, const base::Clock& clock,
                               const RoleChange& change);

}  // namespace accounts
