#include "admin/console.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "core/store/schema.h"

namespace admin {

void Console::on(CLI::App* command, Act act) const {
    offer_json(command);
    command->callback([this, command, act = std::move(act)] {
        if (command->get_subcommands().empty()) run(act);
    });
}

void Console::offer_json(CLI::App* command) const {
    command->add_flag("--json", *json_, "print one JSON document");
}

void Console::run(const Act& act) const {
    const base::Config settings = settings_();
    db::Connection connection(settings.database);
    store::require_schema(connection);
    show(act({connection, settings, clock_}));
}

void Console::show(const Answer& answer) const {
    // Texts of strangers need not be UTF-8; a document that cannot be written would say nothing at all.
    constexpr auto replace = nlohmann::json::error_handler_t::replace;
    fmt::print("{}", *json_ ? answer.document.dump(2, ' ', false, replace) + "\n" : answer.text);
    // Before a status ends the program.
    std::fflush(stdout);
    if (answer.status != 0) throw CLI::RuntimeError(answer.status);
}

}  // namespace admin
