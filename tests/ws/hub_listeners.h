// Around a hub: who listens, what is read for it, and the events of a stream.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/ws/wire.h"
#include "ws/hub.h"

namespace support {

inline constexpr base::StreamId stream{7};

inline store::Event event(base::Seq seq, base::StreamId of = stream) {
    return {.stream = of,
            .seq = seq,
            .kind = "note",
            .at = base::from_epoch_ms(static_cast<std::int64_t>(seq)),
            .message = std::nullopt,
            .payload = {}};
}

inline std::vector<store::Event> events(base::Seq first, base::Seq last, base::StreamId of = stream) {
    std::vector<store::Event> all;
    for (base::Seq seq = first; seq <= last; ++seq) all.push_back(event(seq, of));
    return all;
}

inline void add_word(std::string& text, const std::string& word) { text += (text.empty() ? "" : " ") + word; }

// Writes down all it gets: numbers of events, and words of the moment.
class Listener : public ws::Subscriber {
public:
    void deliver(base::StreamId of, const ws::Delivery& delivery) override {
        std::string frames;
        for (const auto& one : delivery.events) {
            numbers[of].push_back(one.event.seq);
            add_word(heard, std::to_string(one.event.seq));
            frames += *one.frame;
        }
        whole = whole && !delivery.events.empty() && frames == *delivery.joined;
        last = delivery;
    }
    void tell(const ws::Frames& frames) override {
        for (const auto& frame : take_frames(*frames)) add_word(heard, frame.payload);
    }
    // What has come since the last call.
    std::string news() { return std::exchange(heard, {}); }

    std::string heard;
    std::unordered_map<base::StreamId, std::vector<base::Seq>> numbers;
    ws::Delivery last;
    bool whole = true;  // each delivery held events, and their frames in a row
};

// A hub whose reads are written down; the test answers them.
struct Hall {
    std::vector<std::pair<base::StreamId, base::Seq>> reads;
    ws::Hub hub{[this](base::StreamId of, base::Seq after) { reads.emplace_back(of, after); }, 5};

    // "7>3": the events of stream 7 after 3 were asked for, since the last call.
    std::string asked() {
        std::string text;
        for (const auto& [of, after] : std::exchange(reads, {}))
            add_word(text, std::to_string(of.value) + ">" + std::to_string(after));
        return text;
    }
    bool join(Listener& who, base::Seq upto) { return hub.subscribe(who, stream, "en-us", upto); }
    void posted(base::Seq first, base::Seq last) { hub.arrive(stream, events(first, last), false); }
    void read(base::Seq first, base::Seq last) { hub.arrive(stream, events(first, last), true); }
    void read_nothing() { hub.arrive(stream, {}, true); }
};

}  // namespace support
