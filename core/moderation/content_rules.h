// Who may change the rules about content, and what a rule would have done: core/content/rule_set.h tells what rules are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/moderation/action.h"
#include "core/store/content_rules.h"

namespace moderation {

// A rule of a room is for whoever moderates there, one of the house for moderators of the house. One of the same kind, room and pattern is replaced; WORDS and
// HOST have patterns, the others none. In force within a second. Errors: those of accounts::refusal, rule_pattern.
base::Result<store::ContentRule> put_rule(db::Connection& connection, const chat::House& house,
                                          const audit::Log& log, const Actor& actor, store::ContentRule rule);

// Errors: those of accounts::refusal, rule_unknown (only to those who may see all).
std::optional<base::Error> remove_rule(db::Connection& connection, const chat::House& house,
                                       const audit::Log& log, const Actor& actor, base::RuleId id);

// Moderators of the house alone. Errors: those of accounts::refusal.
std::optional<base::Error> change_policy(db::Connection& connection, const chat::House& house,
                                         const audit::Log& log, const Actor& actor,
                                         const store::ContentPolicy& policy);

// A pattern as it is stored and compared: a host without its scheme and in lower case, words with single spaces. Nothing for one that cannot be. Pure.
std::optional<std::string> tidy_pattern(store::RuleKind kind, std::string_view pattern);

}  // namespace moderation
