#include "admin/lounge_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "core/chat/lounge_acts.h"
#include "core/store/schema.h"

namespace admin {
namespace {

std::optional<bool> parse_how(const std::string& how) {
    if (how == "default") return std::nullopt;
    if (how != "blurred" && how != "plain") throw std::runtime_error("blurred, plain or default");
    return how == "blurred";
}

}  // namespace

std::string change_pictures(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                            const PicturesOrder& order) {
    const auto lounge = lounge_of(connection, order.slug);
    if (order.how) {
        const audit::Log log(config);
        chat::change_blur(
            connection, clock, log,
            {.lounge = lounge.id, .blurs = parse_how(*order.how), .actor = std::string(audit::by_operator)});
    }
    return fmt::format(
        "{}: pictures are {}\n", lounge.slug,
        lounge_of(connection, order.slug).blurs_pictures ? "blurred until somebody asks for them" : "shown");
}

void add_lounge_commands(CLI::App& app, const std::function<base::Config()>& config,
                         const base::Clock& clock) {
    auto* command = app.add_subcommand("lounge-pictures", "whether a lounge blurs its pictures");
    const auto* slug = command->add_option("SLUG", "the lounge, as en-us")->required();
    const auto* how =
        command->add_option("HOW", "blurred, plain, or default: RED lounges blur, others do not");
    command->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        PicturesOrder order{.slug = slug->as<std::string>()};
        if (how->count() > 0) order.how = how->as<std::string>();
        fmt::print("{}", change_pictures(connection, settings, clock, order));
    });
}

}  // namespace admin
