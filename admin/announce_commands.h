// announce: the house says something in its lounges. It goes on record.
#pragma once

#include <string>

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

struct AnnounceOrder {
    std::string where;  // a lounge's slug, a language's code, or "everywhere"
    std::string text;
};

// Closed lounges are left out where many are meant. Throws std::runtime_error for a place that there is not and for a text that cannot be
// said.
Answer announce(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const AnnounceOrder& order);

// Adds `announce`.
void add_announce_commands(CLI::App& app, const Console& console);

}  // namespace admin
