// emergency: on a bad night only some write, or slowly, or without links, for a time. The operator's acts go on record.
#pragma once

#include <string>

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

struct EmergencyOrder {
    std::string where;                // a lounge (en-us), or "house"
    std::string write = "everybody";  // members, verified
    std::string slow = {};            // "30s"; empty: no slow mode
    bool no_links = false;
    std::string lasts = "1h";
    bool off = false;
};

// Throws std::runtime_error for an order that makes no sense.
Answer switch_emergency(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                        const EmergencyOrder& order);

void add_emergency_commands(CLI::App& app, const Console& console);

}  // namespace admin
