#include "core/accounts/roles.h"

#include <algorithm>

namespace accounts {
namespace {

// Who sees documents of identity is named for it: neither moderators nor administrators are by being that.
bool role_allows(Role role, Act act) {
    if (act == Act::review_proofs) return role == Role::reviewer;
    return role == Role::admin || (role == Role::moderator && act == Act::moderate);
}

bool covers(const Grant& grant, std::optional<base::LanguageRoomId> where) {
    return !grant.room || grant.room == where;
}

}  // namespace

bool allows(const std::vector<Grant>& grants, Act act, std::optional<base::LanguageRoomId> where) {
    return std::ranges::any_of(
        grants, [&](const Grant& grant) { return role_allows(grant.role, act) && covers(grant, where); });
}

std::optional<base::Error> refusal(db::Connection& connection, const Session& session, Act act,
                                   std::optional<base::LanguageRoomId> where) {
    if (!session.user) return base::Error{base::ErrorCode::members_only};
    if (!allows(store::roles_of(connection, *session.user), act, where))
        return base::Error{base::ErrorCode::not_allowed};
    if (!session.second_step_taken) return base::Error{base::ErrorCode::second_step_missing};
    return std::nullopt;
}

std::string_view role_word(Role role) {
    switch (role) {
        case Role::moderator:
            return "moderator";
        case Role::reviewer:
            return "reviewer";
        case Role::admin:
            break;
    }
    return "admin";
}

bool is_staff(db::Connection& connection, base::UserId user) {
    return !store::roles_of(connection, user).empty();
}

}  // namespace accounts
