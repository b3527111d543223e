// grant-role, reset-second-step and find-user: who the members are, and who of them moderates and administers. The operator's acts go on record.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/accounts/staff.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/db/connection.h"

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
    bool json = false;
};

// What the commands do; each returns what is to be printed. References must outlive it; one thread.
class StaffDesk {
public:
    StaffDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock);

    // Throws std::runtime_error for an order that makes no sense: no such member, role or room, or an admin of a room.
    std::string change_role(const RoleOrder& order);
    // For a member whose device and recovery codes are lost; `user` is an id. Throws std::runtime_error when there is no such member.
    std::string reset_second_step(const std::string& user, bool json);
    // Everybody who fits; nothing when nobody does. Never shows a phone number. Throws std::runtime_error for what is neither id, number nor name.
    std::optional<std::string> find(const Sought& sought, bool json);

private:
    std::string outcome(base::UserId user, bool changed) const;
    std::vector<base::UserId> matches(const Sought& sought);
    std::vector<base::UserId> with_phone(const Sought& sought);
    std::vector<base::UserId> with_name(const std::string& name);

    db::Connection& connection_;
    const base::Config& config_;
    const base::Clock& clock_;
    audit::Log log_;
    chat::HintSender hints_;
};

// Adds `grant-role`, `reset-second-step` and `find-user`. `config` is called when one of them runs. find-user ends with 1 when nobody fits.
void add_staff_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
