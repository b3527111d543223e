// content-rules: the rules about what is said, by the operator. Changes go on record.
#pragma once

#include <optional>
#include <string>

#include "admin/console.h"

namespace CLI {
class App;
}

namespace admin {

struct RuleOrder {
    std::string kind;                 // words, host, link, ...
    std::string pattern = {};         // of words and host
    std::string language = {};        // empty: everywhere
    std::string action = "hold";      // off, alert, hold, refuse
    std::string scope = "newcomers";  // new-guests, newcomers, everybody
    std::uint64_t most = 0;           // of kinds that count
    std::string ground = "spam";
};

// Each throws std::runtime_error for what is refused or not understood.
Answer list_rules(db::Connection& connection);
Answer put_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const RuleOrder& order);
// `which`: a rule's number, or "all".
Answer switch_rules(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                    const std::string& which, const std::string& action);
Answer remove_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                   std::uint64_t rule);
Answer restore_default_rules(db::Connection& connection, const base::Config& config,
                             const base::Clock& clock);
// Tries a rule on what was said in the last `days`; changes nothing.
Answer try_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                const RuleOrder& order, unsigned days);

// Lengths as in moderation_commands.h; empty: as it is.
struct PolicyOrder {
    std::string new_guest = {};
    std::string newcomer_guest = {};
    std::string newcomer_member = {};
    std::optional<std::uint64_t> strikes = {};
    std::string held_for = {};
};
Answer set_policy(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                  const PolicyOrder& order);

void add_content_commands(CLI::App& app, const Console& console);

}  // namespace admin
