// content-rules: the rules about what is said, by the operator. Changes go on record.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

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

// Each returns what is to be printed, and throws std::runtime_error for what is refused or not understood.
std::string list_rules(db::Connection& connection);
std::string put_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const RuleOrder& order);
// `which`: a rule's number, or "all".
std::string switch_rules(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                         const std::string& which, const std::string& action);
std::string remove_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                        std::uint64_t rule);
std::string restore_default_rules(db::Connection& connection, const base::Config& config,
                                  const base::Clock& clock);
// Tries a rule on what was said in the last `days`; changes nothing.
std::string try_rule(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                     const RuleOrder& order, unsigned days);

// Lengths as in moderation_commands.h; empty: as it is.
struct PolicyOrder {
    std::string new_guest = {};
    std::string newcomer_guest = {};
    std::string newcomer_member = {};
    std::optional<std::uint64_t> strikes = {};
    std::string held_for = {};
};
std::string set_policy(db::Connection& connection, const base::Config& config, const base::Clock& clock,
                       const PolicyOrder& order);

void add_content_commands(CLI::App& app, const std::function<base::Config()>& config,
                          const base::Clock& clock);

}  // namespace admin
