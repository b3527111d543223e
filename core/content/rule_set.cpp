#include "core/content/rule_set.h"

#include <algorithm>

#include "core/content/contact.h"

namespace content {

using store::RuleKind;
using store::RuleScope;

// What several rules ask for is found out once, and only when asked.
struct Features {
    explicit Features(const Said& what) : said(what) {}
    const Said& said;
    mutable std::optional<std::string> plain_text{};

    const std::string& text() const {
        if (!plain_text) plain_text = plain(said.text);
        return *plain_text;
    }
};

namespace {

bool is_below(std::string_view host, std::string_view pattern) {
    if (host == pattern) return true;
    return host.size() > pattern.size() && host.ends_with(pattern) &&
           host[host.size() - pattern.size() - 1] == '.';
}

bool leads_to(const Said& said, std::string_view pattern) {
    return std::ranges::any_of(said.hosts, [&](const std::string& host) { return is_below(host, pattern); });
}

bool covers(RuleScope scope, Standing standing) {
    switch (scope) {
        case RuleScope::new_guests:
            return standing == Standing::new_guest;
        case RuleScope::newcomers:
            return standing != Standing::known;
        case RuleScope::everybody:
            return true;
    }
    return false;
}

bool needs_letters(RuleKind kind) {
    return kind == RuleKind::words || kind == RuleKind::repeated || kind == RuleKind::said_before;
}

}  // namespace

RuleSet::RuleSet(store::ContentPolicy policy, std::vector<store::ContentRule> rules, LetterReader& reader)
    : policy_(policy) {
    for (auto& row : rules) {
        if (row.action == store::RuleAction::off) continue;
        Rule rule{.row = std::move(row), .letters = {}, .prefix = false};
        if (rule.row.kind == RuleKind::words) {
            rule.prefix = rule.row.pattern.ends_with('*');
            rule.letters = reader.read(rule.row.pattern).text;
            if (rule.letters.empty()) continue;
        }
        rules_.push_back(std::move(rule));
    }
}

bool RuleSet::applies(const store::ContentRule& rule, Standing standing,
                      std::optional<base::LanguageRoomId> room) {
    return covers(rule.scope, standing) && (!rule.room || rule.room == room);
}

bool RuleSet::idle(Standing standing) const {
    return std::ranges::none_of(rules_, [&](const Rule& rule) { return covers(rule.row.scope, standing); });
}

bool RuleSet::reads_letters(Standing standing) const {
    return std::ranges::any_of(rules_, [&](const Rule& rule) {
        return needs_letters(rule.row.kind) && covers(rule.row.scope, standing);
    });
}

Standing RuleSet::standing_of(const Speaker& speaker, base::Time now) const {
    if (speaker.vouched) return Standing::known;
    const auto age = now - speaker.since;
    if (!speaker.guest) return age < policy_.newcomer_member ? Standing::newcomer : Standing::known;
    if (age < policy_.new_guest) return Standing::new_guest;
    return age < policy_.newcomer_guest ? Standing::newcomer : Standing::known;
}

bool RuleSet::finds(const Rule& rule, const Said& said, const Letters& letters, const Features& features) {
    switch (rule.row.kind) {
        case RuleKind::words:
            return letters.contain(rule.letters, rule.prefix);
        case RuleKind::host:
            return leads_to(said, rule.row.pattern);
        case RuleKind::link:
            return !said.hosts.empty();
        case RuleKind::address:
            return has_disguised_address(features.text());
        case RuleKind::contact:
            return has_contact(features.text());
        case RuleKind::wall:
            return wall_of(said.text) > rule.row.most;
        case RuleKind::mentions:
            return said.mentions > rule.row.most;
        case RuleKind::repeated:
        case RuleKind::said_before:
        case RuleKind::pace:
        case RuleKind::picture:
            return false;
    }
    return false;
}

std::vector<const store::ContentRule*> RuleSet::look(const Said& said, const Letters& letters,
                                                     Standing standing, base::LanguageRoomId room) const {
    const Features features(said);
    std::vector<const store::ContentRule*> found;
    for (const auto& rule : rules_) {
        if (applies(rule.row, standing, room) && finds(rule, said, letters, features))
            found.push_back(&rule.row);
    }
    return found;
}

const store::ContentRule* RuleSet::rule_of(RuleKind kind, Standing standing,
                                           std::optional<base::LanguageRoomId> room) const {
    const store::ContentRule* best = nullptr;
    for (const auto& rule : rules_) {
        if (rule.row.kind != kind || !applies(rule.row, standing, room)) continue;
        if (best == nullptr || rule.row.room) best = &rule.row;
    }
    return best;
}

const store::ContentRule* hardest(const std::vector<const store::ContentRule*>& found) {
    if (found.empty()) return nullptr;
    return *std::ranges::max_element(found, {}, [](const auto* rule) { return rule->action; });
}

}  // namespace content
