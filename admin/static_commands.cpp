#include "admin/static_commands.h"

#include <fmt/core.h>

#include <memory>
#include <string>

#include "core/view/static_version.h"

namespace admin {

void add_static_commands(CLI::App& app) {
    auto* command = app.add_subcommand("static-version", "print the version of a folder of static files");
    const auto folder = std::make_shared<std::string>();
    command->add_option("folder", *folder)->required()->check(CLI::ExistingDirectory);
    command->callback([folder] { fmt::print("{}\n", view::static_version(*folder)); });
}

}  // namespace admin
