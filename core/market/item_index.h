// The words by which the market's search finds a listing: those of its title and description, while it is on offer and no longer.
#pragma once

#include "core/base/limits.h"
#include "core/db/connection.h"

namespace market {

// Makes the index say what the listing says now. Inside the caller's transaction, which holds the listing's lock, after every change of its state or texts.
//
// Orders that take the last piece, or bring it back, do not come here (store::take_piece): what is sold out stays in the index for the while, and search leaves it
// out because its shelf is 0.
void settle_index(db::Connection& connection, const base::Limits& limits, base::ItemId id);

}  // namespace market
