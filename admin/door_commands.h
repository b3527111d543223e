// lounge-capacity: how many may be in a lounge. The operator's acts go on record.
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

struct CapacityOrder {
    std::string slug;
    std::optional<std::string> people = {};  // a number, or "none"; nothing: only say what holds
    std::optional<std::uint64_t> guests = {};
};

// What is to be printed. Throws std::runtime_error for an order that makes no sense.
std::string change_capacity(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                            const CapacityOrder& order);

// Adds `lounge-capacity`. `config` is called when it runs.
void add_door_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock);

}  // namespace admin
