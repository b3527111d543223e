// moderate, lift-action: what moderators do, by the operator. The operator's acts go on record.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace CLI {
class App;
}

namespace admin {

struct ModerationOrder {
    std::string type;     // warning, mute, kick, ban, delete
    std::string subject;  // a person's number, or a message as en-us/123
    std::string ground = "other";
    std::optional<std::string> lasts = {};   // "15m", "2h", "7d"; of a ban: nothing is for good
    std::optional<std::string> lounge = {};  // of a kick by a person's number
    std::string text = {};                   // for the person
    std::string note = {};                   // for the staff
};

// "90s", "15m", "2h", "7d". Throws std::runtime_error.
base::Millis parse_length(const std::string& text);

// What is to be printed: with the address of the decision's page. Throws std::runtime_error for what is refused.
std::string moderate(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const ModerationOrder& order);
std::string lift_action(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                        std::uint64_t action, const std::string& why);

void add_moderation_commands(CLI::App& app, const std::function<base::Config()>& config,
                             const base::Clock& clock);

}  // namespace admin
