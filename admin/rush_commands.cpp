#include "admin/rush_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "core/accounts/rush.h"

namespace admin {
namespace {

using store::RushMode;

const std::map<std::string, RushMode>& modes() {
    static const std::map<std::string, RushMode> words{
        {"on", RushMode::on}, {"off", RushMode::off}, {"auto", RushMode::automatic}};
    return words;
}

std::string word_of(RushMode mode) {
    for (const auto& [word, its_mode] : modes())
        if (its_mode == mode) return word;
    return {};
}

std::string spell(const store::Rush& rush, base::Time now) {
    const char* state = accounts::is_rush(rush, now) ? "there is a rush" : "no rush";
    if (rush.mode == RushMode::automatic)
        return accounts::is_rush(rush, now)
                   ? fmt::format("auto: {} until {}\n", state, base::to_iso8601(rush.busy_until))
                   : fmt::format("auto: {}\n", state);
    return fmt::format("{}: {}, by the operator's word\n", word_of(rush.mode), state);
}

}  // namespace

Answer say_rush(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const std::optional<std::string>& word) {
    const bool changed = word && accounts::set_rush(connection, clock, audit::Log(config), modes().at(*word),
                                                    audit::by_operator);
    const auto rush = store::find_rush(connection);
    const base::Time now = clock.now();
    const bool is_on = accounts::is_rush(rush, now);
    return {.document = {{"mode", word_of(rush.mode)},
                         {"rush", is_on},
                         {"until", is_on && rush.mode == RushMode::automatic
                                       ? nlohmann::json(base::to_iso8601(rush.busy_until))
                                       : nlohmann::json(nullptr)},
                         {"changed", changed}},
            .text = (word && !changed ? "Nothing to change; " : "") + spell(rush, now)};
}

void add_rush_commands(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("rush", "whether newcomers do a small task first");
    const auto* word =
        command->add_option("MODE", "on, off or auto")->check(CLI::IsMember({"on", "off", "auto"}));
    console.on(command, [=](const Workplace& at) {
        return say_rush(at.connection, at.config, at.clock,
                        word->count() > 0 ? std::optional(word->as<std::string>()) : std::nullopt);
    });
}

}  // namespace admin
