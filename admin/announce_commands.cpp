#include "admin/announce_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>

#include "core/chat/announcement.h"
#include "core/store/schema.h"

namespace admin {
namespace {

std::vector<store::Lounge> open_ones(std::vector<store::Lounge> lounges) {
    std::erase_if(lounges, [](const store::Lounge& lounge) { return lounge.closed; });
    return lounges;
}

// A slug holds a hyphen, a code of a language does not.
std::vector<store::Lounge> lounges_at(db::Connection& connection, const std::string& where) {
    if (where == "everywhere") return open_ones(store::all_lounges(connection));
    if (auto lounge = store::find_lounge(connection, where)) return {std::move(*lounge)};
    return open_ones(store::lounges_of(connection, where));
}

std::string reason_of(const base::Error& refused, const base::Limits& limits) {
    if (refused.code == base::ErrorCode::body_too_long)
        return fmt::format("a message has at most {} characters", limits.body_code_points);
    return "a message is text: it cannot be empty or hold control characters";
}

}  // namespace

std::string announce(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const AnnounceOrder& order) {
    const auto lounges = lounges_at(connection, order.where);
    if (lounges.empty())
        throw std::runtime_error(
            fmt::format("there is no lounge and no language \"{}\": en-us, en or everywhere", order.where));
    const audit::Log log(config);
    const auto said =
        chat::announce(connection, {clock, config}, log,
                       {.lounges = lounges, .text = order.text, .actor = std::string(audit::by_operator)});
    if (!said) throw std::runtime_error(reason_of(said.error(), config.limits));
    const chat::HintSender hints(config.hints_dir());
    for (const auto& hint : *said) hints.send(hint);
    return fmt::format("Said in {} {}.\n", lounges.size(), lounges.size() == 1 ? "lounge" : "lounges");
}

void add_announce_commands(CLI::App& app, const std::function<base::Config()>& config,
                           const base::Clock& clock) {
    auto* command = app.add_subcommand("announce", "the house says something in its lounges");
    const auto* where =
        command->add_option("WHERE", "a lounge (en-us), a language (en), or everywhere")->required();
    const auto* text = command->add_option("TEXT", "what is said, as one argument")->required();
    command->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        fmt::print("{}", announce(connection, settings, clock,
                                  {.where = where->as<std::string>(), .text = text->as<std::string>()}));
    });
}

}  // namespace admin
