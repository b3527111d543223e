#include "admin/door_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "core/chat/admission_acts.h"

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

Answer look_at(db::Connection& connection, const store::Lounge& lounge) {
    const auto taken = store::taken(connection, lounge.id);
    std::uint64_t waiting = 0;
    for (const auto& row : store::door_of(connection, lounge.id))
        waiting += row.state == store::PlaceState::waiting ? 1 : 0;
    Answer answer{.document = {{"slug", lounge.slug},
                               {"people", or_null(lounge.capacity)},
                               {"guests", or_null(lounge.guest_share)},
                               {"taken", taken.people},
                               {"taken_by_guests", taken.guests},
                               {"waiting", waiting}},
                  .text = lounge.slug + ": as many as come\n"};
    if (lounge.capacity)
        answer.text = fmt::format(
            "{}: {} people, at most {} of them guests; {} places taken or held, {} by guests; {} wait\n",
            lounge.slug, *lounge.capacity, lounge.guest_share.value_or(*lounge.capacity), taken.people,
            taken.guests, waiting);
    return answer;
}

}  // namespace

Answer change_capacity(db::Connection& connection, const base::Config& config, const base::Clock& clock,
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
    return look_at(connection, lounge_of(connection, order.slug));
}

void add_door_command(CLI::App& lounge, const Console& console) {
    auto* command = lounge.add_subcommand("capacity", "how many people may be in it at a time");
    auto order = std::make_shared<CapacityOrder>();
    command->add_option("SLUG", order->slug, "the lounge, as en-us")->required();
    command->add_option("N", order->people, "how many people; none: as many as come");
    command->add_option("--guests", order->guests, "how many of them may be guests");
    console.on(command, [=](const Workplace& at) {
        return change_capacity(at.connection, at.config, at.clock, *order);
    });
}

}  // namespace admin
