// Filling the index, outside the way of a post: the jobs process follows the streams and indexes what their events are about.
#pragma once

#include "core/base/limits.h"
#include "core/chat/words.h"
#include "core/db/connection.h"
#include "core/store/search.h"

namespace chat {

// Takes the next events of a lounge (at most limits.index_step) into the index: new messages with their words, edited ones with the words they have now,
// removed ones with none. Inside the caller's transaction; idempotent. Moves `progress` on; returns the events taken.
std::size_t index_next(db::Connection& connection, WordBreaker& breaker, store::IndexProgress& progress,
                       const base::Limits& limits);

}  // namespace chat
