#include "admin/moderation_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "admin/find_lounge.h"
#include "core/moderation/decision.h"

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

bool is_of(ActionType type, std::string_view word) {
    if (word == "mute") return type == ActionType::mute;
    return type == ActionType::ban_temp || type == ActionType::ban_permanent;
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

Answer moderate(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const ModerationOrder& given) {
    const auto order = order_of(connection, given);
    const audit::Log log(config);
    const auto done = moderation::act(connection, {clock, config}, log, {.door = door}, order);
    if (!done) throw refused(done.error());
    chat::send_hints(chat::HintSender(config.hints_dir()), done->hints);
    const auto action = store::find_action(connection, done->action).value();
    const moderation::DecisionCodes codes(config.access_keys);
    const auto page = fmt::format("{}/decisions/{}", config.frontend_url, codes.code_of(action.id));
    return {.document = {{"action", action.id.value},
                         {"type", store::name_of(action.type)},
                         {"person", action.person.value},
                         {"name", action.person_name},
                         {"until", or_null(action.until)},
                         {"decision_page", page}},
            .text = fmt::format("{} of {} ({}){}: action {}\n{}\n", store::name_of(action.type),
                                action.person_name, action.person.value,
                                action.until ? " until " + base::to_iso8601(*action.until) : "",
                                action.id.value, page)};
}

Answer lift_action(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                   std::uint64_t action, const std::string& why) {
    const audit::Log log(config);
    const auto done =
        moderation::lift(connection, {clock, config}, log, {.door = door}, base::ActionId{action}, why);
    if (!done) throw refused(done.error());
    chat::send_hints(chat::HintSender(config.hints_dir()), done->hints);
    return {.document = {{"lifted", {action}}}, .text = fmt::format("Lifted action {}.\n", action)};
}

Answer lift_all(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const std::string& type, const std::string& person, const std::string& why) {
    constexpr std::size_t most = 1000;
    const auto number = parse_number(person);
    if (!number) throw std::runtime_error("whom? A person's number: scripts/find-user prints it");
    Answer answer{.document = {{"lifted", nlohmann::json::array()}}, .text = {}};
    for (const auto& action : store::actions_about(connection, base::ParticipantId{*number}, most)) {
        if (!action.in_force || !is_of(action.type, type)) continue;
        answer.text += lift_action(connection, config, clock, action.id.value, why).text;
        answer.document["lifted"].push_back(action.id.value);
    }
    if (answer.text.empty())
        throw std::runtime_error(fmt::format("no {} of person {} is in force", type, *number));
    return answer;
}

void add_moderation_commands(CLI::App& app, const Console& console) {
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
    console.on(command,
               [=](const Workplace& at) { return moderate(at.connection, at.config, at.clock, *order); });
    auto* lift = app.add_subcommand("lift-action", "take a moderator's action back");
    auto number = std::make_shared<std::uint64_t>(0);
    auto why = std::make_shared<std::string>();
    lift->add_option("ACTION", *number, "its number")->required();
    lift->add_option("--why", *why, "for the audit log");
    console.on(lift, [=](const Workplace& at) {
        return lift_action(at.connection, at.config, at.clock, *number, *why);
    });
    auto* all = app.add_subcommand("lift-all", "take back every ban, or mute, of somebody");
    auto type = std::make_shared<std::string>();
    auto person = std::make_shared<std::string>();
    all->add_option("TYPE", *type, "ban or mute")->required()->check(CLI::IsMember({"ban", "mute"}));
    all->add_option("WHOM", *person, "a person's number")->required();
    all->add_option("--why", *why, "for the audit log");
    console.on(all, [=](const Workplace& at) {
        return lift_all(at.connection, at.config, at.clock, *type, *person, *why);
    });
}

}  // namespace admin
