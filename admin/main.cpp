// chatroom-admin: the operator's commands and the jobs loop. main is the table of commands.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "admin/announce_commands.h"
#include "admin/audit_commands.h"
#include "admin/console.h"
#include "admin/content_commands.h"
#include "admin/emergency_commands.h"
#include "admin/job_commands.h"
#include "admin/key_commands.h"
#include "admin/lounge_commands.h"
#include "admin/market_commands.h"
#include "admin/moderation_commands.h"
#include "admin/record_command.h"
#include "admin/relay_commands.h"
#include "admin/restore_commands.h"
#include "admin/retention_commands.h"
#include "admin/rush_commands.h"
#include "admin/schema_commands.h"
#include "admin/sms_commands.h"
#include "admin/staff_commands.h"
#include "admin/static_commands.h"
#include "admin/stats_commands.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/log.h"

int main(int argc, char** argv) {
    base::log::open("admin");
    const base::SystemClock clock;
    try {
        CLI::App app("The Chatroom's operator commands");
        app.require_subcommand(1);
        const auto config = [] { return base::load_config(base::process_environ()); };
        const admin::Console console(config, clock);
        app.add_subcommand("migrate", "bring the database to this program's schema")->callback([&] {
            admin::migrate(config(), clock);
        });
        app.add_subcommand("seed", "add language rooms and lounges that are missing")->callback([&] {
            admin::seed(config(), clock);
        });
        app.add_subcommand("schema", "print the version of the database's schema")->callback([&] {
            admin::print_schema(config());
        });
        admin::add_static_commands(app);
        admin::add_job_commands(app, console);
        admin::add_relay_commands(app, config, clock);
        admin::add_staff_commands(app, console);
        admin::add_lounge_commands(app, console);
        admin::add_announce_commands(app, console);
        admin::add_moderation_commands(app, console);
        admin::add_emergency_commands(app, console);
        admin::add_content_commands(app, console);
        admin::add_market_commands(app, console);
        admin::add_retention_command(app, console);
        admin::add_rush_commands(app, console);
        admin::add_audit_commands(app, console);
        admin::add_sms_commands(app, console);
        admin::add_stats_command(app, console);
        admin::add_key_commands(app, console);
        admin::add_restore_commands(app, console);
        admin::add_record_command(app, console);
        CLI11_PARSE(app, argc, argv);
        return 0;
    } catch (const std::exception& failure) {
        base::log::error("{}", failure.what());
        return 1;
    }
}
