// The statement of reasons: whoever is acted upon sees what, why and until when, and may appeal once. A code in its address is the key, so that guests and banned
// people can read it without a session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/moderation/action.h"
#include "core/moderation/code.h"
#include "core/store/appeals.h"

namespace moderation {

// Any thread.
class DecisionCodes {
public:
    explicit DecisionCodes(const base::KeyPair& secrets) : codes_(secrets, "decisions") {}
    std::string code_of(base::ActionId action) const { return codes_.code_of(action.value); }
    std::optional<base::ActionId> action_of(std::string_view code) const;

private:
    Codes codes_;
};

// Whether it can be appealed against now: it is in force, or a warning, and nobody has yet.
bool may_appeal(const store::Action& action, const std::optional<store::Appeal>& appeal);

// Errors: appeal_empty, appeal_long, appeal_made, not_in_force.
std::optional<base::Error> appeal(db::Connection& connection, const chat::House& house, base::ActionId action,
                                  std::string_view text);

// A moderator who is not the one that acted decides; `grant` lifts the action. Errors: those of accounts::refusal, not_found, own_decision, case_decided,
// moderation_text_long.
struct Verdict {
    base::AppealId appeal{};
    bool grant = false;
    std::string answer{};  // for the person; may be empty
};
base::Result<Done> decide_appeal(db::Connection& connection, const chat::House& house, const audit::Log& log,
                                 const Actor& actor, const Verdict& verdict);

}  // namespace moderation
