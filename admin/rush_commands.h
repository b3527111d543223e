// rush: whether newcomers do a small task first. The operator's word goes on record.
#pragma once

#include <optional>
#include <string>

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

// `word`: on, off or auto; nothing: only say how it is.
Answer say_rush(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const std::optional<std::string>& word);

// Adds `rush`.
void add_rush_commands(CLI::App& app, const Console& console);

}  // namespace admin
