// lounge capacity: how many may be in a lounge. The operator's acts go on record.
#pragma once

#include <optional>
#include <string>

#include "admin/console.h"
#include "core/audit/log.h"

namespace CLI {
class App;
}

namespace admin {

struct CapacityOrder {
    std::string slug;
    std::optional<std::string> people = {};  // a number, or "none"; nothing: only say what holds
    std::optional<std::uint64_t> guests = {};
};

// Throws std::runtime_error for an order that makes no sense.
Answer change_capacity(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                       const CapacityOrder& order);

// Adds `capacity` to the command `lounge`.
void add_door_command(CLI::App& lounge, const Console& console);

}  // namespace admin
