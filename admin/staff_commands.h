// create-admin, grant-role, reset-second-step and find-user: who the members are, and who of them moderates and administers. The operator's acts go on record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "admin/console.h"
#include "core/accounts/staff.h"
#include "core/chat/hints.h"

namespace CLI {
class App;
}

namespace admin {

// Whom the operator means: an id, a phone number (it begins with +, or its country is given), or a name.
struct Sought {
    std::string text;
    std::string country = {};  // ISO 3166
};

struct RoleOrder {
    std::string user;       // an id
    std::string role;       // moderator | admin
    std::string room = {};  // a language's code; empty: everywhere
    bool revoke = false;
};

// Of a member who may have to be made first.
struct AdminToMake {
    Sought phone;
    std::string first_name = {};
    std::string last_name = {};
    std::string birth_year = {};
    bool new_password = false;
};

// What the commands do. References must outlive it; one thread.
class StaffDesk {
public:
    StaffDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock);

    // Throws std::runtime_error for an order that makes no sense: no such member, role or room, or an admin of a room.
    Answer create_admin(const AdminToMake& order);
    Answer change_role(const RoleOrder& order);
    // For a member whose device and recovery codes are lost; `user` is an id. Throws std::runtime_error when there is no such member.
    Answer reset_second_step(const std::string& user);
    // Everybody who fits; with status 1 when nobody does. Never shows a phone number. Throws std::runtime_error for what is neither id, number nor name.
    Answer find(const Sought& sought);

private:
    nlohmann::json outcome(base::UserId user, bool changed) const;
    std::vector<base::UserId> matches(const Sought& sought);
    std::vector<base::UserId> with_phone(const Sought& sought);
    std::vector<base::UserId> with_name(const std::string& name);

    db::Connection& connection_;
    const base::Config& config_;
    const base::Clock& clock_;
    audit::Log log_;
    chat::HintSender hints_;
};

// Adds `create-admin`, `grant-role`, `reset-second-step` and `find-user`.
void add_staff_commands(CLI::App& app, const Console& console);

}  // namespace admin
