#pragma once

#include <CLI/CLI.hpp>

namespace admin {

// static-version FOLDER: prints the version of the static files in it (core/view/static_version.h). Asks no database and no settings: the build calls it.
void add_static_commands(CLI::App& app);

}  // namespace admin
