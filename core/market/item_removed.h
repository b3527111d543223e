// What becomes of the orders of a listing that a moderator removes.
#pragma once

#include <vector>

#include "core/base/ids.h"
#include "core/chat/post.h"

namespace market {

// Inside the caller's transaction, which holds the listing's lock and no stream's: orders that wait for their payment are cancelled, what is held is to be given back.
// What to hint after the commit.
std::vector<chat::Hint> item_removed(db::Connection& connection, const chat::House& house, base::ItemId item);

}  // namespace market
