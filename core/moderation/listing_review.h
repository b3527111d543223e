// Listings that a moderator looks at before they are offered.
#pragma once

#include <optional>
#include <string>

#include "core/moderation/action.h"
#include "core/store/market_items.h"

namespace moderation {

struct ListingVerdict {
    base::ItemId item{};
    std::optional<bool> approve{};  // nothing: whoever may decide hears that they have not said how
    std::string note{};             // why not, for the seller
};
// It is on offer from now on, or its seller's draft again. On record. Errors: those of accounts::refusal, item_unknown, not_yourself, item_state (it does not wait for that any
// more, or a report hides it), item_note_missing, moderation_text_long, bad_request for no verdict.
base::Result<store::ItemState> review_listing(db::Connection& connection, const chat::House& house,
                                              const audit::Log& log, const Actor& actor,
                                              const ListingVerdict& verdict);

}  // namespace moderation
