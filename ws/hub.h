// Who hears which stream. Delivers each event of a stream once and in order: only the one after the last; when it sees a hole it asks for the events
// in between instead. Pure: knows neither sockets nor the database. The loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/chat/notice.h"
#include "core/store/events.h"
#include "ws/frame.h"

namespace ws {

// Consecutive events of one stream, built once for all who hear it.
struct Delivery {
    struct One {
        store::Event event;
        Frames frame;
    };
    std::vector<One> events;
    Frames joined;  // the frames of all events in a row
    base::Seq first() const { return events.front().event.seq; }
    base::Seq last() const { return events.back().event.seq; }
};

class Subscriber {
public:
    virtual ~Subscriber() = default;
    // May not subscribe or unsubscribe anybody.
    virtual void deliver(base::StreamId stream, const Delivery& delivery) = 0;
    // Something of the moment (typing, presence) that may be dropped.
    virtual void tell(const Frames& frames) = 0;
};

class Hub {
public:
    // `read_after(stream, seq)`: fetch the events after seq and hand them to arrive(). At most one is under way for a stream.
    using ReadAfter = std::function<void(base::StreamId, base::Seq)>;
    Hub(ReadAfter read_after, std::size_t remembered)
        : read_after_(std::move(read_after)),
          remembered_(remembered) {}

    // The subscriber has everything up to `upto` and gets what follows. `name` is what frames of the stream call it (a lounge's slug). False when the hub has
    // moved on too far for its memory: read again and try with what that gives.
    bool subscribe(Subscriber& subscriber, base::StreamId stream, const std::string& name, base::Seq upto);
    void unsubscribe(Subscriber& subscriber, base::StreamId stream);

    // Events of one stream, ascending: from our own posts, or what a read gave (`from_read`).
    void arrive(base::StreamId stream, std::vector<store::Event> events, bool from_read);
    // Of the moment, to all who hear the stream but one.
    void broadcast(base::StreamId stream, const Frames& frames, const Subscriber* except = nullptr) const;
    // Somebody says that the stream has reached `seq`. A read that does not find it is not repeated until somebody says so again.
    void hear(base::StreamId stream, base::Seq seq);
    // The read that was asked for could not be done; the next hint or poll asks again.
    void read_failed(base::StreamId stream);

    // How far a stream has come that somebody hears; 0 for others.
    base::Seq last(base::StreamId stream) const;
    std::vector<base::StreamId> streams() const;
    // Lounges: streams whose events go to many. (A person's own stream changes rarely; it is polled less often.)
    std::vector<base::StreamId> busy_streams() const;
    std::uint64_t deliveries() const { return deliveries_; }

private:
    struct Seat {
        Subscriber* subscriber;
        base::Seq has;  // ahead of the room after joining: skip up to here
    };
    struct Room {
        std::string name;
        base::Seq last = 0;
        base::Seq reached = 0;  // as far as we have heard
        bool reading = false;
        base::Seq asked_after = 0;  // last and reached when the read was asked for
        base::Seq asked_upto = 0;
        std::vector<Seat> seats;
        std::unordered_map<Subscriber*, std::size_t> places;
        std::vector<Delivery::One>
            recent;  // up to last; not a deque, which takes half a kilobyte empty, for everybody's own stream
    };

    void deliver(base::StreamId stream, Room& room, std::vector<store::Event> events);
    void remember(Room& room, const Delivery& delivery) const;
    base::Seq oldest_remembered(const Room& room) const;
    void seek(base::StreamId stream, Room& room);
    // Goes once nobody sits in it and no read is under way for it.
    void close_if_idle(base::StreamId stream, const Room& room);
    static void hand_over(base::StreamId stream, Seat& seat, const Delivery& delivery);

    ReadAfter read_after_;
    std::size_t remembered_;
    std::unordered_map<base::StreamId, Room> rooms_;
    std::uint64_t deliveries_ = 0;
};

}  // namespace ws
