// stats: one look at the house. It reads, and changes nothing.
#pragma once

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

// Sizes in bytes. What does not answer (the sidecar) or is not there (a folder) is null or 0.
Answer look_at_house(db::Connection& connection, const base::Config& config, const base::Clock& clock);

// Adds `stats`.
void add_stats_command(CLI::App& app, const Console& console);

}  // namespace admin
