// How often one address may do a thing.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/db/connection.h"

namespace accounts {

enum class LimitRule { none, api, entry };

struct Allowance {
    bool allowed = true;
    std::uint64_t limit = 0;
    std::uint64_t remaining = 0;
    base::Millis reset_in{0};
};

// Counts one use of the rule by this address (as nginx sees it) and says whether it is allowed. `key` keeps addresses unreadable in the table.
Allowance use(db::Connection& connection, const base::Clock& clock, const base::Limits& limits,
              LimitRule rule, std::string_view address, std::string_view key);

}  // namespace accounts
