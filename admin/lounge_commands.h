// lounge-pictures: whether a lounge blurs its pictures until somebody asks for them. The operator's acts go on record.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace CLI {
class App;
}

namespace admin {

struct PicturesOrder {
    std::string slug;
    std::optional<std::string> how = {};  // "blurred", "plain" or "default"; nothing: only say what holds
};

// What is to be printed. Throws std::runtime_error for an order that makes no sense.
std::string change_pictures(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                            const PicturesOrder& order);

// Adds `lounge-pictures`. `config` is called when it runs.
void add_lounge_commands(CLI::App& app, const std::function<base::Config()>& config,
                         const base::Clock& clock);

}  // namespace admin
