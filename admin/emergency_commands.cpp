#include "admin/emergency_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "admin/moderation_commands.h"
#include "core/moderation/emergency.h"

namespace admin {
namespace {

using store::EmergencyAccess;

EmergencyAccess access_of(const std::string& text) {
    if (text == "everybody") return EmergencyAccess::everybody;
    if (text == "members") return EmergencyAccess::members;
    if (text == "verified") return EmergencyAccess::verified;
    throw std::runtime_error("who may write? everybody, members or verified");
}

}  // namespace

Answer switch_emergency(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                        const EmergencyOrder& order) {
    moderation::EmergencyChange change;
    if (order.where != "house") change.lounge = lounge_of(connection, order.where);
    if (!order.off) {
        change.access = access_of(order.write);
        if (!order.slow.empty()) change.slow = parse_length(order.slow);
        change.links_off = order.no_links;
        change.lasts = parse_length(order.lasts);
    }
    const audit::Log log(config);
    const auto refused =
        moderation::change_emergency(connection, {clock, config}, log, {.door = "script"}, change);
    if (refused && refused->code == base::ErrorCode::bad_request)
        throw std::runtime_error(
            "nothing would change: --write, --slow (an hour at most), --no-links, or --off");
    if (refused) throw std::runtime_error("it lasts 7 days at most");
    const base::Time until = clock.now() + change.lasts;
    Answer answer{.document = {{"where", order.where}, {"on", !order.off}}, .text = {}};
    if (order.off) {
        answer.text = fmt::format("{}: everything is as usual.\n", order.where);
        return answer;
    }
    answer.document.update({{"write", order.write},
                            {"slow_seconds", change.slow.count() / 1000},
                            {"links", !order.no_links},
                            {"until", base::to_iso8601(until)}});
    answer.text = fmt::format("{}: {} may write{}{}, until {}.\n", order.where, order.write,
                              order.slow.empty() ? "" : ", once in " + order.slow,
                              order.no_links ? ", without links" : "", base::to_iso8601(until));
    return answer;
}

void add_emergency_commands(CLI::App& app, const Console& console) {
    auto* command =
        app.add_subcommand("emergency", "for a time only some write, or slowly, or without links");
    auto order = std::make_shared<EmergencyOrder>();
    command->add_option("WHERE", order->where, "a lounge (en-us), or house")->required();
    command->add_option("--write", order->write, "who may write: members or verified");
    command->add_option("--slow", order->slow, "between two posts of one person: 30s, 2m");
    command->add_flag("--no-links", order->no_links, "nothing with a link is taken");
    command->add_option("--for", order->lasts, "how long: 30m, 2h, 1d; an hour without it");
    command->add_flag("--off", order->off, "everything as usual");
    console.on(command, [=](const Workplace& at) {
        return switch_emergency(at.connection, at.config, at.clock, *order);
    });
}

}  // namespace admin
