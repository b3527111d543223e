// emergency: on a bad night only some write, or slowly, or without links, for a time. The operator's acts go on record.
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

struct EmergencyOrder {
    std::string where;                // a lounge (en-us), or "house"
    std::string write = "everybody";  // members, verified
    std::string slow = {};            // "30s"; empty: no slow mode
    bool no_links = false;
    std::string lasts = "1h";
    bool off = false;
};

// What is to be printed. Throws std::runtime_error for an order that makes no sense.
std::string switch_emergency(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                             const EmergencyOrder& order);

void add_emergency_commands(CLI::App& app, const std::function<base::Config()>& config,
                            const base::Clock& clock);

}  // namespace admin
