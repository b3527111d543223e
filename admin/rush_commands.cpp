#include "admin/rush_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "core/accounts/rush.h"
#include "core/store/schema.h"

namespace admin {
namespace {

using store::RushMode;

const std::map<std::string, RushMode>& modes() {
    static const std::map<std::string, RushMode> words{
        {"on", RushMode::on}, {"off", RushMode::off}, {"auto", RushMode::automatic}};
    return words;
}

std::string spell(const store::Rush& rush, base::Time now) {
    const char* state = accounts::is_rush(rush, now) ? "there is a rush" : "no rush";
    if (rush.mode == RushMode::automatic)
        return accounts::is_rush(rush, now)
                   ? fmt::format("auto: {} until {}\n", state, base::to_iso8601(rush.busy_until))
                   : fmt::format("auto: {}\n", state);
    return fmt::format("{}: {}, by the operator's word\n", rush.mode == RushMode::on ? "on" : "off", state);
}

}  // namespace

std::string say_rush(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const std::optional<std::string>& word) {
    std::string unchanged;
    if (word &&
        !accounts::set_rush(connection, clock, audit::Log(config), modes().at(*word), audit::by_operator))
        unchanged = "Nothing to change; ";
    return unchanged + spell(store::find_rush(connection), clock.now());
}

void add_rush_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock) {
    auto* command = app.add_subcommand("rush", "whether newcomers do a small task first");
    const auto* word =
        command->add_option("MODE", "on, off or auto")->check(CLI::IsMember({"on", "off", "auto"}));
    command->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        fmt::print("{}", say_rush(connection, settings, clock,
                                  word->count() > 0 ? std::optional(word->as<std::string>()) : std::nullopt));
    });
}

}  // namespace admin
