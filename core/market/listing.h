// What sellers do with their listings: one rule for every page. What may follow on what stands in listing_state.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/session.h"
#include "core/chat/post.h"
#include "core/market/listing_form.h"
#include "core/store/market_items.h"

namespace market {

// A draft: nobody else sees it. Errors: members_only, items_many, and those of check_listing().
base::Result<base::ItemId> add_listing(db::Connection& connection, const chat::House& house,
                                       const accounts::Session& session, const ListingForm& form);

// Names a listing as it stands, for the form that changes it. Pure.
std::string mark_of(const store::Item& item);

struct Change {
    std::string mark{};  // of the listing that the seller saw
    ListingForm form{};
};
// The listing says this from now on. One that was ever on offer keeps what it said before as a revision. Other words, another kind or NSFW where it was not go to
// the moderators first where the operator wants that; a price and a number of pieces do not. What is NSFW from now on needs the declaration with the form. The same
// again changes nothing. Errors: members_only, item_unknown (also of somebody else's), item_changed (it is not as it was seen), item_state (a moderator is to decide
// about it), those of check_listing(), item_consent; of one that is on offer also those of selling_refusal().
base::Result<store::ItemState> change_listing(db::Connection& connection, const chat::House& house,
                                              const accounts::Session& session, base::ItemId id,
                                              const Change& change);

// To offer: a draft is published or goes to the moderators first, what is paused is on offer again.
enum class ListingMove { offer, pause, remove };
struct Wish {
    ListingMove move = ListingMove::offer;
    bool consent = false;  // everybody shown is of age and agrees: declared now
};
// The state it is in now; removed also for a draft that is not there any more. Errors: members_only, item_unknown, item_state; to offer it also those of
// selling_refusal(), and item_consent for what is NSFW.
base::Result<store::ItemState> move_listing(db::Connection& connection, const chat::House& house,
                                            const accounts::Session& session, base::ItemId id,
                                            const Wish& wish);

// A seller's own listing, locked, that may be worked on now. Inside the caller's transaction. Errors: members_only, item_unknown, item_state.
base::Result<store::Item> lock_own(db::Connection& connection, const accounts::Session& session,
                                   base::ItemId id);

// It is shown from now on, sold out where no piece is left: with its first version, when it has none yet. Inside the caller's transaction, which holds its lock.
store::ItemState put_on_offer(db::Connection& connection, const chat::House& house, const store::Item& item);

// It is on offer no longer, for good; a draft is erased. Who has bought it keeps it; what a moderator is still to decide about keeps its pictures until then. Inside the caller's
// transaction, which holds its lock.
void take_down(db::Connection& connection, const chat::House& house, const store::Item& item);

}  // namespace market
