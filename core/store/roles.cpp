#include "core/store/roles.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"

namespace store {
namespace {

constexpr std::array roles{Role::moderator, Role::reviewer, Role::admin};

}  // namespace

std::string_view name_of(Role role) {
    constexpr std::array<std::string_view, roles.size()> names{"MODERATOR", "REVIEWER", "ADMIN"};
    return names[static_cast<std::size_t>(role)];
}

std::vector<Grant> roles_of(db::Connection& connection, base::UserId user) {
    auto rows =
        connection.query("SELECT role, language_room_id FROM user_role WHERE user_id = ? ORDER BY id", user);
    std::vector<Grant> grants;
    while (rows.next()) {
        Grant grant{.role = value_named(roles, rows.text(0)).value(), .room = std::nullopt};
        if (!rows.is_null(1)) grant.room = rows.id<base::LanguageRoomId>(1);
        grants.push_back(grant);
    }
    return grants;
}

// Not INSERT IGNORE: that would also swallow a room or member that does not exist.
bool add_role(db::Connection& connection, base::UserId user, const Grant& grant, base::Time now) {
    try {
        connection.execute(
            "INSERT INTO user_role (user_id, role, language_room_id, granted_at) VALUES (?, ?, ?," DB_TIME
            ")",
            user, name_of(grant.role), grant.room, now);
        return true;
    } catch (const db::Duplicate&) {
        return false;
    }
}

bool remove_role(db::Connection& connection, base::UserId user, const Grant& grant) {
    return connection.execute(
               "DELETE FROM user_role WHERE user_id = ? AND role = ? AND language_room_id <=> ?", user,
               name_of(grant.role), grant.room) == 1;
}

}  // namespace store
