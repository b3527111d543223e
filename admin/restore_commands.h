// stream-check and media-objects: what scripts/restore asks of a house that it has put back.
#pragma once

#include <string>
#include <vector>

#include "admin/console.h"
#include "core/store/whole_house.h"

namespace CLI {
class App;
}

namespace admin {

// What stream-check says; its status is 1 where there are faults.
Answer stream_report(const std::vector<std::string>& faults, const store::StreamCount& count);

// The names of all objects that the house's rows want, in the order of their rows.
std::vector<std::string> wanted_objects(db::Connection& connection);

void add_restore_commands(CLI::App& app, const Console& console);

}  // namespace admin
