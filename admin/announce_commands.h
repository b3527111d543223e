// announce: the house says something in its lounges. It goes on record.
#pragma once

#include <functional>
#include <string>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace CLI {
class App;
}

namespace admin {

struct AnnounceOrder {
    std::string where;  // a lounge's slug, a language's code, or "everywhere"
    std::string text;
};

// What is to be printed. Closed lounges are left out where many are meant. Throws std::runtime_error for a place that there is not and for a text that cannot be
// said.
std::string announce(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const AnnounceOrder& order);

// Adds `announce`. `config` is called when it runs.
void add_announce_commands(CLI::App& app, const std::function<base::Config()>& config,
                           const base::Clock& clock);

}  // namespace admin
