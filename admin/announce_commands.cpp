#include "admin/announce_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "core/chat/announcement.h"

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

Answer announce(db::Connection& connection, const base::Config& config, const base::Clock& clock,
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
    auto slugs = nlohmann::json::array();
    for (const auto& lounge : lounges) slugs.push_back(lounge.slug);
    return {
        .document = {{"lounges", slugs}},
        .text = fmt::format("Said in {} {}.\n", lounges.size(), lounges.size() == 1 ? "lounge" : "lounges")};
}

void add_announce_commands(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("announce", "the house says something in its lounges");
    const auto order = std::make_shared<AnnounceOrder>();
    command->add_option("WHERE", order->where, "a lounge (en-us), a language (en), or everywhere")
        ->required();
    command->add_option("TEXT", order->text, "what is said, as one argument")->required();
    console.on(command,
               [=](const Workplace& at) { return announce(at.connection, at.config, at.clock, *order); });
}

}  // namespace admin
