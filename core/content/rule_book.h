// The rules in force, kept in memory and read again within a second of a change.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "core/base/clock.h"
#include "core/content/rule_set.h"
#include "core/db/connection.h"

namespace content {

// Any thread.
class RuleBook {
public:
    // At most one statement a second, three after a change. Inside or outside of a transaction: what one that began before the change does not see yet is seen
    // by a later one.
    std::shared_ptr<const RuleSet> current(db::Connection& connection, base::Time now);
    Letters letters_of(std::string_view text);

private:
    std::mutex mutex_;
    std::shared_ptr<const RuleSet> rules_;
    std::optional<base::Time> asked_;
    std::unique_ptr<LetterReader> reader_;  // made when it is first needed
    LetterReader& reader();
};

}  // namespace content
