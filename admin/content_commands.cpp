#include "admin/content_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <stdexcept>

#include "admin/default_rules.h"
#include "admin/moderation_commands.h"
#include "core/db/transaction.h"
#include "core/moderation/content_rules.h"
#include "core/moderation/rule_trial.h"
#include "core/store/lounges.h"

namespace admin {
namespace {

constexpr moderation::Actor operator_at_script{.session = nullptr, .door = "script"};
constexpr std::size_t most_tried = 2'000'000;

// "new-guests" <-> "NEW_GUESTS"
std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        if (c == '-') return '_';
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return text;
}
std::string lower(std::string_view name) {
    std::string text(name);
    std::ranges::transform(text, text.begin(), [](char c) {
        if (c == '_') return '-';
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return text;
}

template <class T>
T known(const std::optional<T>& value, const char* what) {
    if (!value) throw std::runtime_error(what);
    return *value;
}

store::ContentRule rule_of(db::Connection& connection, const RuleOrder& order) {
    store::ContentRule rule{
        .kind = known(store::parse_rule_kind(upper(order.kind)),
                      "the kind is words, host, link, address, contact, repeated, said-before, pace, wall, "
                      "mentions or picture"),
        .pattern = order.pattern,
        .most = order.most};
    rule.action =
        known(store::parse_rule_action(upper(order.action)), "the action is off, alert, hold or refuse");
    rule.scope =
        known(store::parse_rule_scope(upper(order.scope)), "it is for new-guests, newcomers or everybody");
    rule.ground = known(store::parse_report_reason(upper(order.ground)),
                        "the ground is spam, harassment, inappropriate-content, underage, scam or other");
    if (order.language.empty()) return rule;
    for (const auto& room : store::language_rooms(connection)) {
        if (room.code == order.language) rule.room = room.id;
    }
    if (!rule.room) throw std::runtime_error("there is no language room " + order.language);
    return rule;
}

std::runtime_error refused(const base::Error& error) {
    return std::runtime_error(fmt::format("refused: {}", base::message_id(error.code)));
}

std::string line_of(const store::ContentRule& rule, const std::vector<store::LanguageRoom>& rooms) {
    std::string where = "everywhere";
    for (const auto& room : rooms) {
        if (rule.room == room.id) where = room.code;
    }
    return fmt::format("{:>5}  {:<7} {:<11} {:<10} {:<10} {:>4}  {:<21} {}\n", rule.id.value,
                       lower(store::name_of(rule.action)), lower(store::name_of(rule.kind)),
                       lower(store::name_of(rule.scope)), where, rule.most,
                       lower(store::name_of(rule.ground)), rule.pattern);
}

nlohmann::json to_json(const store::ContentRule& rule, const std::vector<store::LanguageRoom>& rooms) {
    nlohmann::json language;
    for (const auto& room : rooms) {
        if (rule.room == room.id) language = room.code;
    }
    return {{"rule", rule.id.value},
            {"action", lower(store::name_of(rule.action))},
            {"kind", lower(store::name_of(rule.kind))},
            {"whom", lower(store::name_of(rule.scope))},
            {"language", language},
            {"most", rule.most},
            {"ground", lower(store::name_of(rule.ground))},
            {"pattern", rule.pattern}};
}

std::int64_t seconds(base::Millis time) { return time.count() / 1000; }

nlohmann::json to_json(const store::ContentPolicy& policy) {
    return {{"new_guest_seconds", seconds(policy.new_guest)},
            {"newcomer_guest_seconds", seconds(policy.newcomer_guest)},
            {"newcomer_member_seconds", seconds(policy.newcomer_member)},
            {"strikes", policy.strikes},
            {"held_for_seconds", seconds(policy.held_for)}};
}

std::string to_text(const store::ContentPolicy& policy) {
    return fmt::format(
        "guests are new guests for {} s and newcomers for {} s, members for {} s; {} strikes within two minutes and "
        "everything they say is held for {} s\n",
        seconds(policy.new_guest), seconds(policy.newcomer_guest), seconds(policy.newcomer_member),
        policy.strikes, seconds(policy.held_for));
}

// On one line, and not all of a long one.
std::string glimpse(std::string text) {
    constexpr std::size_t most = 100;
    std::ranges::replace(text, '\n', ' ');
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

nlohmann::json to_json(const moderation::Trial& trial, unsigned days) {
    nlohmann::json object{{"caught", trial.caught},
                          {"looked_at", trial.looked_at},
                          {"days", days},
                          {"people", trial.people},
                          {"removed_since", trial.removed},
                          {"stopped_early", trial.stopped},
                          {"newest", nlohmann::json::array()}};
    for (const auto& one : trial.newest)
        object["newest"].push_back({{"at", base::to_iso8601(one.at)},
                                    {"lounge", one.lounge_slug},
                                    {"seq", one.seq},
                                    {"author", one.author.value},
                                    {"author_name", one.author_name},
                                    {"body", one.body}});
    return object;
}

}  // namespace

Answer list_rules(db::Connection& connection) {
    const auto policy = store::content_policy(connection);
    const auto rooms = store::language_rooms(connection);
    Answer answer{.document = {{"policy", to_json(policy)}, {"rules", nlohmann::json::array()}},
                  .text = to_text(policy)};
    for (const auto& rule : store::content_rules(connection)) {
        answer.document["rules"].push_back(to_json(rule, rooms));
        answer.text += line_of(rule, rooms);
    }
    return answer;
}

Answer put_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const RuleOrder& order) {
    const audit::Log log(config);
    const auto put = moderation::put_rule(connection, {clock, config}, log, operator_at_script,
                                          rule_of(connection, order));
    if (!put) throw refused(put.error());
    const auto rooms = store::language_rooms(connection);
    return {.document = to_json(*put, rooms), .text = line_of(*put, rooms)};
}

Answer switch_rules(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                    const std::string& which, const std::string& action) {
    const auto wanted =
        known(store::parse_rule_action(upper(action)), "the action is off, alert, hold or refuse");
    const audit::Log log(config);
    std::size_t changed = 0;
    for (auto rule : store::content_rules(connection)) {
        if (which != "all" && std::to_string(rule.id.value) != which) continue;
        rule.action = wanted;
        const auto put =
            moderation::put_rule(connection, {clock, config}, log, operator_at_script, std::move(rule));
        if (!put) throw refused(put.error());
        ++changed;
    }
    if (changed == 0 && which != "all") throw std::runtime_error("there is no rule " + which);
    return {.document = {{"changed", changed}, {"action", lower(upper(action))}},
            .text = fmt::format("{} {} now: {}\n", changed, changed == 1 ? "rule is" : "rules are",
                                lower(upper(action)))};
}

Answer remove_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                   std::uint64_t rule) {
    const audit::Log log(config);
    const auto error =
        moderation::remove_rule(connection, {clock, config}, log, operator_at_script, base::RuleId{rule});
    if (error) throw refused(*error);
    return {.document = {{"removed", rule}}, .text = fmt::format("Removed rule {}.\n", rule)};
}

Answer restore_default_rules(db::Connection& connection, const base::Config& config,
                             const base::Clock& clock) {
    const audit::Log log(config);
    const auto added = db::transact(connection, [&](db::Connection& inside) {
        const auto count = add_default_rules(inside, config, clock.now());
        log.append(inside,
                   {.actor = "operator", .action = "rule.defaults", .subject = "house", .detail = "{}"},
                   clock.now());
        return count;
    });
    log.keep_head(connection);
    return {.document = {{"added", added}}, .text = fmt::format("Added {} rules.\n", added)};
}

Answer try_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const RuleOrder& order, unsigned days) {
    auto rule = rule_of(connection, order);
    auto pattern = moderation::tidy_pattern(rule.kind, rule.pattern);
    if (!pattern) throw refused({base::ErrorCode::rule_pattern});
    rule.pattern = std::move(*pattern);
    const auto trial =
        moderation::try_rule(connection, {clock, config}, rule,
                             {.since = clock.now() - std::chrono::days{days}, .most_messages = most_tried});
    Answer answer{.document = to_json(trial, days), .text = {}};
    answer.text = fmt::format(
        "{} of {} messages of the last {} days, by {} people; {} of them have been removed since.{}\n",
        trial.caught, trial.looked_at, days, trial.people, trial.removed,
        trial.stopped ? " There were more messages, which were not looked at." : "");
    for (const auto& one : trial.newest)
        answer.text += fmt::format("{}  {}/{}  {} ({})  {}\n", base::to_iso8601(one.at), one.lounge_slug,
                                   one.seq, one.author_name, one.author.value, glimpse(one.body));
    return answer;
}

Answer set_policy(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                  const PolicyOrder& order) {
    auto policy = store::content_policy(connection);
    const auto take = [](const std::string& text, base::Millis& length) {
        if (!text.empty()) length = parse_length(text);
    };
    take(order.new_guest, policy.new_guest);
    take(order.newcomer_guest, policy.newcomer_guest);
    take(order.newcomer_member, policy.newcomer_member);
    take(order.held_for, policy.held_for);
    policy.strikes = order.strikes.value_or(policy.strikes);
    if (policy.strikes == 0)
        throw std::runtime_error("at least one strike: rules that shall not hold are switched off");
    const audit::Log log(config);
    const auto error =
        moderation::change_policy(connection, {clock, config}, log, operator_at_script, policy);
    if (error) throw refused(*error);
    return {.document = to_json(policy), .text = to_text(policy)};
}

namespace {

void add_order(CLI::App& command, const std::shared_ptr<RuleOrder>& order) {
    command.add_option("KIND", order->kind, "words, host, link, address, contact, ...")->required();
    command.add_option("PATTERN", order->pattern, "of words and host");
    command.add_option("--language", order->language,
                       "the language room where it holds; without: everywhere");
    command.add_option("--action", order->action, "off, alert, hold or refuse");
    command.add_option("--for", order->scope, "new-guests, newcomers or everybody");
    command.add_option("--most", order->most, "what is still fine, of kinds that count");
    command.add_option("--ground", order->ground, "what a moderator reads it was for");
}

void add_policy(CLI::App& command, const std::shared_ptr<PolicyOrder>& policy) {
    command.add_option("--new-guest", policy->new_guest, "how long somebody is a new guest: 10m");
    command.add_option("--newcomer-guest", policy->newcomer_guest, "... a guest a newcomer: 1h");
    command.add_option("--newcomer-member", policy->newcomer_member, "... a member: 1d");
    command.add_option("--strikes", policy->strikes, "so many posts caught within two minutes");
    command.add_option("--held-for", policy->held_for, "... and everything is held for so long: 15m");
}

}  // namespace

void add_content_commands(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("content-rules", "what is held, refused or told to moderators");
    command->require_subcommand(1);
    console.on(command->add_subcommand("list", "the rules and the policy"),
               [](const Workplace& at) { return list_rules(at.connection); });
    auto order = std::make_shared<RuleOrder>();
    auto* put = command->add_subcommand("put", "add a rule, or change the one like it");
    add_order(*put, order);
    console.on(put,
               [=](const Workplace& at) { return put_rule(at.connection, at.config, at.clock, *order); });
    auto tried = std::make_shared<RuleOrder>();
    auto days = std::make_shared<unsigned>(7);
    auto* attempt = command->add_subcommand("try", "what a rule would have caught; changes nothing");
    add_order(*attempt, tried);
    attempt->add_option("--days", *days, "of how many days; 7 without it")->check(CLI::Range(1, 365));
    console.on(attempt, [=](const Workplace& at) {
        return try_rule(at.connection, at.config, at.clock, *tried, *days);
    });
    auto which = std::make_shared<std::string>();
    auto action = std::make_shared<std::string>();
    auto* change = command->add_subcommand("switch", "change what one rule does, or all");
    change->add_option("WHICH", *which, "its number, or all")->required();
    change->add_option("ACTION", *action, "off, alert, hold or refuse")->required();
    console.on(change, [=](const Workplace& at) {
        return switch_rules(at.connection, at.config, at.clock, *which, *action);
    });
    auto number = std::make_shared<std::uint64_t>(0);
    auto* remove = command->add_subcommand("remove", "remove a rule");
    remove->add_option("RULE", *number, "its number")->required();
    console.on(remove,
               [=](const Workplace& at) { return remove_rule(at.connection, at.config, at.clock, *number); });
    console.on(command->add_subcommand("defaults", "add those of the product that are missing"),
               [](const Workplace& at) { return restore_default_rules(at.connection, at.config, at.clock); });
    auto policy = std::make_shared<PolicyOrder>();
    auto* set = command->add_subcommand("policy", "who is new, and what strikes bring");
    add_policy(*set, policy);
    console.on(set,
               [=](const Workplace& at) { return set_policy(at.connection, at.config, at.clock, *policy); });
}

}  // namespace admin
