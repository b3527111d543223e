// record: what a script did that asks no rule of core/ (a backup, a restore), on the audit log.
#pragma once

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

void add_record_command(CLI::App& app, const Console& console);

}  // namespace admin
