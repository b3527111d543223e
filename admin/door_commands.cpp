#include "admin/door_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "core/chat/admission_acts.h"
#include "core/store/schema.h"

namespace admin {
namespace {

constexpr std::uint64_t most_people = 1'000'000;

std::optional<std::uint64_t> parse_people(const std::string& text) {
    if (text == "none") return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number == 0 || number > most_people)
        throw std::runtime_error(fmt::format("N is a number from 1 to {}, or none", most_people));
    return number;
}

std::string spell(db::Connection& connection, const store::Lounge& lounge) {
    if (!lounge.capacity) return lounge.slug + ": as many as come\n";
    const auto taken = store::taken(connection, lounge.id);
    std::uint64_t waiting = 0;
    for (const auto& row : store::door_of(connection, lounge.id))
        waiting += row.state == store::PlaceState::waiting ? 1 : 0;
    return fmt::format(
        "{}: {} people, at most {} of them guests; {} places taken or held, {} by guests; {} wait\n",
        lounge.slug, *lounge.capacity, lounge.guest_share.value_or(*lounge.capacity), taken.people,
        taken.guests, waiting);
}

}  // namespace

std::string change_capacity(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                            const CapacityOrder& order) {
    const auto lounge = lounge_of(connection, order.slug);
    if (order.people) {
        const audit::Log log(config);
        const auto refused = chat::change_bounds(connection, {clock, config}, log,
                                                 {.lounge = lounge.id,
                                                  .people = parse_people(*order.people),
                                                  .guests = order.guests,
                                                  .actor = std::string(audit::by_operator)});
        if (refused)
            throw std::runtime_error("guests are among the people: at most N of them, and none without N");
    } else if (order.guests) {
        throw std::runtime_error("--guests goes with N");
    }
    return spell(connection, lounge_of(connection, order.slug));
}

void add_door_commands(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock) {
    auto* command = app.add_subcommand("lounge-capacity", "how many people may be in a lounge at a time");
    const auto* slug = command->add_option("SLUG", "the lounge, as en-us")->required();
    const auto* people = command->add_option("N", "how many people; none: as many as come");
    const auto* guests = command->add_option("--guests", "how many of them may be guests");
    command->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        CapacityOrder order{.slug = slug->as<std::string>()};
        if (people->count() > 0) order.people = people->as<std::string>();
        if (guests->count() > 0) order.guests = guests->as<std::uint64_t>();
        fmt::print("{}", change_capacity(connection, settings, clock, order));
    });
}

}  // namespace admin
