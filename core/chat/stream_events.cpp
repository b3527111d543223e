#include "core/chat/stream_events.h"

#include <algorithm>

#include "core/chat/access.h"
#include "core/chat/mention.h"

namespace chat {

std::vector<store::Event> events_after(db::Connection& connection, const House& house, base::StreamId stream,
                                       base::Seq after, std::size_t most) {
    auto events = store::events_after(connection, stream, after, most);
    std::vector<base::LoungeId> lounges;
    for (const auto& event : events) {
        if (event.kind == mention_kind && event.message) lounges.push_back(event.message->lounge);
    }
    if (lounges.empty()) return events;
    std::ranges::sort(lounges);
    lounges.erase(std::unique(lounges.begin(), lounges.end()), lounges.end());
    const auto hearer = store::find_hearer(connection, stream);
    const auto open =
        hearer ? readable(connection, *hearer, lounges, house.config.red_lounges, house.clock.now())
               : std::set<base::LoungeId>{};
    for (auto& event : events) {
        if (event.kind == mention_kind && event.message && !open.contains(event.message->lounge))
            event.message.reset();
    }
    return events;
}

}  // namespace chat
