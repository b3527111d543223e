#include "core/moderation/content_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/content/letters.h"
#include "core/moderation/on_record.h"

namespace moderation {
namespace {

using base::ErrorCode;
using store::RuleKind;

constexpr std::size_t longest_pattern = 200;
constexpr std::size_t fewest_letters = 3;
// A character of Chinese is nearly a word.
constexpr std::size_t fewest_bytes_of_others = 6;

nlohmann::json told(const store::ContentRule& rule) {
    nlohmann::json json{{"kind", store::name_of(rule.kind)},
                        {"action", store::name_of(rule.action)},
                        {"appliesTo", store::name_of(rule.scope)},
                        {"most", rule.most},
                        {"ground", store::name_of(rule.ground)}};
    if (!rule.pattern.empty()) json["pattern"] = rule.pattern;
    if (rule.room) json["room"] = rule.room->value;
    return json;
}

nlohmann::json told(const store::ContentPolicy& policy) {
    return {{"newGuestMs", policy.new_guest.count()},
            {"newcomerGuestMs", policy.newcomer_guest.count()},
            {"newcomerMemberMs", policy.newcomer_member.count()},
            {"strikes", policy.strikes},
            {"heldForMs", policy.held_for.count()}};
}

std::string subject_of(base::RuleId id) { return "rule:" + std::to_string(id.value); }

std::optional<store::ContentRule> same_rule(db::Connection& connection, const store::ContentRule& rule) {
    for (auto& one : store::content_rules(connection)) {
        if (one.kind == rule.kind && one.room == rule.room && one.pattern == rule.pattern)
            return std::move(one);
    }
    return std::nullopt;
}

std::string single_spaced(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::optional<std::string> tidy_words(std::string_view pattern) {
    std::string words = single_spaced(pattern);
    const auto letters = content::LetterReader().read(words).text;
    const bool ascii =
        std::ranges::all_of(letters, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (letters.size() < (ascii ? fewest_letters : fewest_bytes_of_others)) return std::nullopt;
    return words;
}

std::optional<std::string> tidy_host(std::string_view pattern) {
    std::string host = content::plain(single_spaced(pattern));
    if (const auto scheme = host.find("://"); scheme != std::string::npos) host.erase(0, scheme + 3);
    host = host.substr(0, host.find_first_of("/?#:"));
    if (host.starts_with("*.")) host.erase(0, 2);
    if (host.starts_with("www.")) host.erase(0, 4);
    const bool fits = std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (!fits || host.find('.') == std::string::npos || host.starts_with('.') || host.ends_with('.'))
        return std::nullopt;
    return host;
}

}  // namespace

std::optional<std::string> tidy_pattern(RuleKind kind, std::string_view pattern) {
    if (pattern.size() > 4 * longest_pattern || !accounts::fits(pattern, longest_pattern))
        return std::nullopt;
    if (kind == RuleKind::words) return tidy_words(pattern);
    if (kind == RuleKind::host) return tidy_host(pattern);
    return pattern.empty() ? std::optional<std::string>(std::in_place) : std::nullopt;
}

base::Result<store::ContentRule> put_rule(db::Connection& connection, const chat::House& house,
                                          const audit::Log& log, const Actor& actor,
                                          store::ContentRule rule) {
    return on_record(connection, house.clock, log, actor, "rule.put", "",
                     [&](db::Connection& inside) -> base::Result<store::ContentRule> {
                         if (const auto refused = refusal(inside, actor, rule.room)) return *refused;
                         auto pattern = tidy_pattern(rule.kind, rule.pattern);
                         if (!pattern) return ErrorCode::rule_pattern;
                         rule.pattern = std::move(*pattern);
                         const base::Time now = house.clock.now();
                         const auto before = same_rule(inside, rule);
                         rule.id = store::put_content_rule(inside, rule, now);
                         nlohmann::json detail{{"after", told(rule)}, {"door", actor.door}};
                         if (before) detail["before"] = told(*before);
                         log.append(inside,
                                    {.actor = name_of(actor),
                                     .action = "rule.put",
                                     .subject = subject_of(rule.id),
                                     .detail = detail.dump()},
                                    now);
                         return rule;
                     });
}

std::optional<base::Error> remove_rule(db::Connection& connection, const chat::House& house,
                                       const audit::Log& log, const Actor& actor, base::RuleId id) {
    const auto done = on_record(
        connection, house.clock, log, actor, "rule.remove", subject_of(id),
        [&](db::Connection& inside) -> base::Result<bool> {
            const auto rule = store::find_content_rule(inside, id);
            // Who has no business here does not learn whether there is such a rule.
            if (const auto refused = refusal(inside, actor, rule ? rule->room : std::nullopt))
                return *refused;
            if (!rule) return ErrorCode::rule_unknown;
            store::remove_content_rule(inside, id);
            log.append(inside,
                       {.actor = name_of(actor),
                        .action = "rule.remove",
                        .subject = subject_of(id),
                        .detail = nlohmann::json{{"before", told(*rule)}, {"door", actor.door}}.dump()},
                       house.clock.now());
            return true;
        });
    return done ? std::nullopt : std::optional(done.error());
}

std::optional<base::Error> change_policy(db::Connection& connection, const chat::House& house,
                                         const audit::Log& log, const Actor& actor,
                                         const store::ContentPolicy& policy) {
    const auto done =
        on_record(connection, house.clock, log, actor, "policy.change", "house",
                  [&](db::Connection& inside) -> base::Result<bool> {
                      if (const auto refused = refusal(inside, actor, std::nullopt)) return *refused;
                      const auto before = store::content_policy(inside);
                      store::set_content_policy(inside, policy);
                      const nlohmann::json detail{
                          {"before", told(before)}, {"after", told(policy)}, {"door", actor.door}};
                      log.append(inside,
                                 {.actor = name_of(actor),
                                  .action = "policy.change",
                                  .subject = "house",
                                  .detail = detail.dump()},
                                 house.clock.now());
                      return true;
                  });
    return done ? std::nullopt : std::optional(done.error());
}

}  // namespace moderation
