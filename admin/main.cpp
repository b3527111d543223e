// chatroom-admin: the operator's commands and the jobs loop. main is the table of commands.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "admin/jobs.h"
#include "admin/schema_commands.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/log.h"

int main(int argc, char** argv) {
    base::log::open("admin");
    const base::SystemClock clock;
    CLI::App app("The Chatroom's operator commands");
    app.require_subcommand(1);
    try {
        const auto config = [] { return base::load_config(base::process_environ()); };
        app.add_subcommand("migrate", "bring the database to this program's schema")->callback([&] {
            admin::migrate(config(), clock);
        });
        app.add_subcommand("seed", "add language rooms and lounges that are missing")->callback([&] {
            admin::seed(config(), clock);
        });
        app.add_subcommand("schema", "print the version of the database's schema")->callback([&] {
            admin::print_schema(config());
        });
        app.add_subcommand("jobs", "run the background jobs until told to end")->callback([&] {
            admin::run_jobs(config(), clock);
        });
        CLI11_PARSE(app, argc, argv);
        return 0;
    } catch (const std::exception& failure) {
        base::log::error("{}", failure.what());
        return 1;
    }
}
