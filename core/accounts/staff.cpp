#include "core/accounts/staff.h"

#include <fmt/format.h>

#include "core/db/transaction.h"
#include "core/store/users.h"

namespace accounts {
namespace {

std::string detail_of(const Grant& grant) {
    const std::string_view role = role_word(grant.role);
    return grant.room ? fmt::format(R"({{"role":"{}","room":{}}})", role, grant.room->value)
                      : fmt::format(R"({{"role":"{}"}})", role);
}

// `write` says whether anything changed; what does not change is no act and leaves no trace.
template <class Write>
base::Result<bool> change_role(db::Connection& connection, const audit::Log& log, const base::Clock& clock,
                               const RoleChange& change, const char* action, Write&& write) {
    auto changed = db::transact(connection, [&](db::Connection& inside) -> base::Result<bool> {
        const auto user = store::lock_user(inside, change.user);
        if (!user || user->status == store::AccountStatus::deleted) return base::ErrorCode::not_found;
        if (!write(inside)) return false;
        log.append(inside,
                   {.actor = change.actor,
                    .action = action,
                    .subject = audit::by_user(change.user),
                    .detail = detail_of(change.grant)},
                   clock.now());
        return true;
    });
    if (changed && *changed) log.keep_head(connection);
    return changed;
}

}  // namespace

base::Result<bool> grant_role(db::Connection& connection, const audit::Log& log, const base::Clock& clock,
                              const RoleChange& change) {
    if (change.grant.role != Role::moderator && change.grant.room) return base::ErrorCode::bad_request;
    return change_role(connection, log, clock, change, "role.grant", [&](db::Connection& inside) {
        return store::add_role(inside, change.user, change.grant, clock.now());
    });
}

base::Result<bool> revoke_role(db::Connection& connection, const audit::Log& log, const base::Clock& clock,
                               const RoleChange& change) {
    return change_role(connection, log, clock, change, "role.revoke", [&](db::Connection& inside) {
        return store::remove_role(inside, change.user, change.grant);
    });
}

}  // namespace accounts
