// lounge: which lounges there are, what they are called, whether they are open, how they show pictures. (How many people may be in one: door_commands.h.) Changes go
// on record.
#pragma once

#include <optional>
#include <string>

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

// The lounges of one language, or all where it is empty. Throws std::runtime_error when there is no such language.
Answer list_lounges(db::Connection& connection, const std::string& language);

struct LoungeToAdd {
    std::string slug;  // begins with the code of its language: en-jazz
    std::string name;
    std::string country = {};
    bool red = false;
};
// Each throws std::runtime_error for an order that makes no sense.
Answer add_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                  const LoungeToAdd& order);
Answer rename_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::string& slug, const std::string& name);
Answer close_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                    const std::string& slug);
Answer reopen_lounge(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::string& slug);

struct PicturesOrder {
    std::string slug;
    std::optional<std::string> how = {};  // "blurred", "plain" or "default"; nothing: only say what holds
};
Answer change_pictures(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                       const PicturesOrder& order);

// Adds `lounge` with its subcommands.
void add_lounge_commands(CLI::App& app, const Console& console);

}  // namespace admin
