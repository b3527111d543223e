// What becomes of the orders of a listing that a moderator removes.
#pragma once

#include "core/base/ids.h"
#include "core/chat/own_events.h"
#include "core/chat/post.h"

namespace market {

// Orders that wait for their payment are cancelled; what buyers have paid and sellers have not got yet goes back. Inside the caller's transaction, which holds the
// listing's lock and no stream's; what both sides hear is added to `events`.
void item_removed(db::Connection& connection, const chat::House& house, base::ItemId item,
                  chat::OwnEvents& events);

}  // namespace market
