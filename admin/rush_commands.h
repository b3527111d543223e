// rush: whether newcomers do a small task first. The operator's word goes on record.
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

// `word`: on, off or auto; nothing: only say how it is. Returns what is to be printed.
std::string say_rush(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::optional<std::string>& word);

// Adds `rush`. `config` is called when it runs.
void add_rush_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
