#include "admin/moderation_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "core/moderation/decision.h"
#include "core/store/schema.h"

namespace admin {
namespace {

using store::ActionType;

constexpr std::string_view door = "script";

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        if (c == '-') return '_';
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return text;
}

ActionType type_of(const ModerationOrder& order) {
    if (order.type == "ban") return order.lasts ? ActionType::ban_temp : ActionType::ban_permanent;
    if (order.type == "delete") return ActionType::message_delete;
    const auto type = store::parse_action_type(upper(order.type));
    if (type != ActionType::warning && type != ActionType::mute && type != ActionType::kick)
        throw std::runtime_error("warning, mute, kick, ban or delete");
    return *type;
}

moderation::Order order_of(db::Connection& connection, const ModerationOrder& given) {
    moderation::Order order{
        .type = type_of(given), .lounge = std::nullopt, .text = given.text, .note = given.note};
    order.ground = store::parse_report_reason(upper(given.ground));
    if (!order.ground)
        throw std::runtime_error(
            "the ground is spam, harassment, inappropriate-content, underage, scam or other");
    if (given.lasts) order.lasts = parse_length(*given.lasts);
    if (const auto slash = given.subject.find('/'); slash != std::string::npos) {
        const auto seq = parse_number(std::string_view(given.subject).substr(slash + 1));
        if (!seq || *seq == 0) throw std::runtime_error("a message is named by lounge and place: en-us/123");
        order.lounge = lounge_of(connection, given.subject.substr(0, slash));
        order.message = *seq;
        return order;
    }
    const auto person = parse_number(given.subject);
    if (!person) throw std::runtime_error("whom? A person's number, or a message as en-us/123");
    order.person = base::ParticipantId{*person};
    if (given.lounge) order.lounge = lounge_of(connection, *given.lounge);
    return order;
}

std::runtime_error refused(const base::Error& error) {
    return std::runtime_error(fmt::format("refused: {}", base::message_id(error.code)));
}

}  // namespace

base::Millis parse_length(const std::string& text) {
    const auto number =
        text.empty() ? std::nullopt : parse_number(std::string_view(text).substr(0, text.size() - 1));
    const char unit = text.empty() ? ' ' : text.back();
    using namespace std::chrono;
    if (number && *number > 0 && *number <= 100'000) {
        const auto count = static_cast<std::int64_t>(*number);
        if (unit == 's') return seconds{count};
        if (unit == 'm') return minutes{count};
        if (unit == 'h') return hours{count};
        if (unit == 'd') return days{count};
    }
    throw std::runtime_error("how long? A number and s, m, h or d: 15m, 2h, 7d");
}

std::string moderate(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const ModerationOrder& given) {
    const auto order = order_of(connection, given);
    const audit::Log log(config);
    const auto done = moderation::act(connection, {clock, config}, log, {.door = door}, order);
    if (!done) throw refused(done.error());
    chat::send_hints(chat::HintSender(config.hints_dir()), done->hints);
    const auto action = store::find_action(connection, done->action).value();
    const moderation::DecisionCodes codes(config.access_keys);
    return fmt::format("{} of {} ({}){}: action {}\n{}/decisions/{}\n", store::name_of(action.type),
                       action.person_name, action.person.value,
                       action.until ? " until " + base::to_iso8601(*action.until) : "", action.id.value,
                       config.frontend_url, codes.code_of(action.id));
}

std::string lift_action(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                        std::uint64_t action, const std::string& why) {
    const audit::Log log(config);
    const auto done =
        moderation::lift(connection, {clock, config}, log, {.door = door}, base::ActionId{action}, why);
    if (!done) throw refused(done.error());
    chat::send_hints(chat::HintSender(config.hints_dir()), done->hints);
    return fmt::format("Lifted action {}.\n", action);
}

void add_moderation_commands(CLI::App& app, const std::function<base::Config()>& config,
                             const base::Clock& clock) {
    auto* command = app.add_subcommand("moderate", "warn, mute, put out, ban; or delete a message");
    auto order = std::make_shared<ModerationOrder>();
    command->add_option("WHAT", order->type, "warning, mute, kick, ban or delete")->required();
    command->add_option("WHOM", order->subject, "a person's number, or a message as en-us/123")->required();
    command->add_option("--ground", order->ground,
                        "spam, harassment, inappropriate-content, underage, scam, other");
    command->add_option("--for", order->lasts, "how long: 15m, 2h, 7d; a ban without it is for good");
    command->add_option("--lounge", order->lounge, "of a kick by a person's number: out of which");
    command->add_option("--text", order->text, "what the person is told");
    command->add_option("--note", order->note, "what only the staff sees");
    command->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        fmt::print("{}", moderate(connection, settings, clock, *order));
    });
    auto* lift = app.add_subcommand("lift-action", "take a moderator's action back");
    auto number = std::make_shared<std::uint64_t>(0);
    auto why = std::make_shared<std::string>();
    lift->add_option("ACTION", *number, "its number")->required();
    lift->add_option("--why", *why, "for the audit log");
    lift->callback([=, &clock] {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        fmt::print("{}", lift_action(connection, settings, clock, *number, *why));
    });
}

}  // namespace admin
