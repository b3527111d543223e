// Who may look at a listing, and who may sell what: one rule for every door.
#pragma once

#include <optional>

#include "core/accounts/session.h"
#include "core/chat/post.h"
#include "core/store/market_items.h"

namespace market {

// Whether what shows nudity or sex may be shown to this person: a proof of their age, or the category they declared, where the site lets that be enough.
// Pure.
bool sees_nsfw(const chat::House& house, const accounts::Session& session);

// Whether it can be looked at by others than its seller: published, paused or sold out, and the seller is in good standing. Pure.
bool is_public(const store::Item& item);

// Why this person may not look at the listing; nothing when they may. Sellers may always look at their own. Errors: item_unknown (also for what is not public),
// age_unproven, item_no_access. Pure.
std::optional<base::Error> refusal(const chat::House& house, const accounts::Session& session,
                                   const store::Item& item);

// Whether this person moderates where the listing stands: they see it in whatever state. Asks the database about members alone.
bool moderates(db::Connection& connection, const accounts::Session& session, const store::Item& item);
// Whether they may see what it said before: its seller, and whoever moderates there.
bool knows_history(db::Connection& connection, const accounts::Session& session, const store::Item& item);

// Why this person may not offer something of this kind. Errors: members_only, muted, seller_unverified. Pure.
std::optional<base::Error> selling_refusal(const chat::House& house, const accounts::Session& session,
                                           store::ContentType content);

}  // namespace market
