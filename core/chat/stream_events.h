// The events of a stream as whoever follows it may have them.
#pragma once

#include <vector>

#include "core/chat/post.h"
#include "core/store/events.h"

namespace chat {

// As store::events_after. A person's own stream tells of messages elsewhere: one of a lounge in which they may not read (any more) is left out of its
// `mention`, so that nothing passes by a replay what the lounge's own doors would keep. Asks more only where there are mentions.
std::vector<store::Event> events_after(db::Connection& connection, const House& house, base::StreamId stream,
                                       base::Seq after, std::size_t most);

}  // namespace chat
