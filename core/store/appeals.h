// Appeals against decisions: one each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/moderation_cases.h"

namespace store {

struct Appeal {
    base::AppealId id{};
    base::ActionId action{};
    std::string text{};
    base::Time at{};
    std::optional<base::Time> decided_at{};
    bool lifted = false;
    std::string answer{};
};

// False when there is one already.
bool add_appeal(db::Connection& connection, base::ActionId action, std::string_view text, base::Time now);
std::optional<Appeal> appeal_against(db::Connection& connection, base::ActionId action);
std::optional<Appeal> find_appeal(db::Connection& connection, base::AppealId id);
// The same, locked until the transaction ends.
std::optional<Appeal> lock_appeal(db::Connection& connection, base::AppealId id);
void decide_appeal(db::Connection& connection, base::AppealId id, base::UserId by, bool lifted,
                   std::string_view answer, base::Time now);

// Those that wait, the oldest first; of actions of these rooms.
std::vector<Appeal> waiting_appeals(db::Connection& connection, const CaseScope& scope, std::size_t most);

}  // namespace store
