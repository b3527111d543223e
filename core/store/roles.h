// The roles of members: who moderates which language rooms, who reviews proofs of age, who administers. core/accounts/roles has what they allow.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class Role { moderator, reviewer, admin };
std::string_view name_of(Role role);  // "MODERATOR", ...

struct Grant {
    Role role = Role::moderator;
    std::optional<base::LanguageRoomId> room;  // nothing: everywhere

    bool operator==(const Grant&) const = default;
};

std::vector<Grant> roles_of(db::Connection& connection, base::UserId user);

// False when they had it. Throws db::Error when there is no such member or room.
bool add_role(db::Connection& connection, base::UserId user, const Grant& grant, base::Time now);
// False when they did not have it.
bool remove_role(db::Connection& connection, base::UserId user, const Grant& grant);

}  // namespace store
