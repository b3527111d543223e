// What becomes of a member's part in the market when their account is deleted.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/chat/post.h"

namespace market {

// Whether somebody still waits for this member, or they for their money. Inside the transaction that holds the account's lock: no order of theirs can be made meanwhile. Errors: orders_open.
std::optional<base::Error> leaving_refusal(db::Connection& connection, base::UserId user);

// Their listings are taken down, drafts erased, and what they wrote in orders is gone; the orders stay, for the books, by nobody. Inside the same transaction, before streams are locked.
void leave(db::Connection& connection, const chat::House& house, base::UserId user);

}  // namespace market
