// moderate, lift-action: what moderators do, by the operator. The operator's acts go on record.
#pragma once

#include <optional>
#include <string>

#include "admin/console.h"

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

// With the address of the page that tells the person. Throws std::runtime_error for what is refused.
Answer moderate(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const ModerationOrder& order);
Answer lift_action(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                   std::uint64_t action, const std::string& why);

// Every action of this type (ban, mute) against a person, given by number, that is in force.
Answer lift_all(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const std::string& type, const std::string& person, const std::string& why);

void add_moderation_commands(CLI::App& app, const Console& console);

}  // namespace admin
