// What was read last for people who come back, so that a crowd that comes back at once (after a restart) costs one read a lounge and not one a person.
// Whatever changes a lounge is an event of its stream, so what was read holds as long as the stream has not moved on. Pure; the reader's thread.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "core/base/clock.h"
#include "core/store/events.h"

namespace ws {

class Replays {
public:
    // Names may change without an event, so nothing is told that was read longer ago.
    static constexpr base::Millis fresh_for{5'000};

    // At most so many events are kept, of all streams together.
    explicit Replays(std::size_t most_events) : most_events_(most_events) {}

    // The events after `after` of a stream that is at `last` now; nothing when they must be read.
    std::optional<std::vector<store::Event>> find(base::StreamId stream, base::Seq after, base::Seq last,
                                                  base::Time now) const {
        if (after == last) return std::vector<store::Event>{};
        const auto found = reads_.find(stream);
        if (found == reads_.end()) return std::nullopt;
        const auto& [after_then, at, events] = found->second;
        if (after < after_then || now - at > fresh_for || events.back().seq != last) return std::nullopt;
        return std::vector<store::Event>(events.begin() + static_cast<std::ptrdiff_t>(after - after_then),
                                         events.end());
    }

    // All events of a stream after `after` were read just now.
    void keep(base::StreamId stream, base::Seq after, const std::vector<store::Event>& events,
              base::Time now) {
        forget(stream);
        if (events.empty() || events.size() > most_events_) return;
        if (count_ + events.size() > most_events_) {
            reads_.clear();
            count_ = 0;
        }
        count_ += events.size();
        reads_.emplace(stream, Read{after, now, events});
    }

private:
    struct Read {
        base::Seq after = 0;
        base::Time at{};
        std::vector<store::Event> events;  // after + 1, after + 2, ... without holes
    };

    void forget(base::StreamId stream) {
        const auto found = reads_.find(stream);
        if (found == reads_.end()) return;
        count_ -= found->second.events.size();
        reads_.erase(found);
    }

    std::size_t most_events_;
    std::size_t count_ = 0;
    std::unordered_map<base::StreamId, Read> reads_;
};

}  // namespace ws
