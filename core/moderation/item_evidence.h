// A listing that somebody minds, kept as it was, and how it stood before it was hidden.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/chat/post.h"
#include "core/store/market_items.h"
#include "core/store/moderation_cases.h"

namespace moderation {

// As JSON that kept_lines() reads too: one line, title and description. Inside the transaction that holds the listing's lock.
std::string evidence_of_item(db::Connection& connection, const store::Item& item, base::Time now);

// Nobody may see it until somebody has decided; false when nobody could see it anyway. Inside the caller's transaction, which holds its lock; as all of this.
bool hide_item(db::Connection& connection, const chat::House& house, base::CaseId report_case,
               const store::Item& item);
// It stands again as it did before hide_item(), as the first report of the case has it, unless it was removed meanwhile.
void unhide_item(db::Connection& connection, const chat::House& house, base::CaseId report_case,
                 base::ItemId id);

}  // namespace moderation
