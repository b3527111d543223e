// One open door: a socket or a live stream. The server (which knows libwebsockets) and the house (which knows the rules) meet here. The loop's thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/accounts/session.h"
#include "core/chat/block.h"
#include "core/store/lounges.h"
#include "core/view/locale.h"
#include "ws/hub.h"
#include "ws/outbox.h"

namespace ws {

// What the server does for a connection.
class Line {
public:
    virtual ~Line() = default;
    // Something waits in the outbox: flush it soon.
    virtual void want_flush() = 0;
    // The outbox ends with the last frame: hang up when it was sent, at the latest after a few seconds.
    virtual void end_soon() = 0;
    // Stop or go on reading what the client sends.
    virtual void pause_reading(bool paused) = 0;
};

enum class DoorKind { socket, live };

// What is kept of a lounge that a connection follows, or of its person's own stream. Ten thousand connections have one each, so it is little.
struct Followed {
    base::LoungeId id;
    base::StreamId stream;
    bool red = false;      // for those who are old enough
    bool bounded = false;  // by how many may be in
};

// The page that a live stream goes into.
struct LivePage {
    std::string slug;                          // of the lounge that it shows
    std::optional<base::Time> made;            // when it was
    std::optional<store::Lounge> lounge = {};  // once it is followed
    chat::Blocked blocked = {};                // whose lines are veiled
    std::size_t lines = 0;
    bool stale = false;  // a line that it shows has changed
};

class Connection;

// What the house does with what a connection hears.
class Ears {
public:
    virtual ~Ears() = default;
    // In a stream that the client follows.
    virtual void deliver(Connection& to, const Delivery& delivery) = 0;
    // In the person's own stream, whether or not the client follows it.
    virtual void watched(Connection& of, const Delivery& delivery) = 0;
};

// Hears the own stream of whoever is connected as long as they are, whether or not the client follows it: for what the house itself has to know.
class Watch : public Subscriber {
public:
    explicit Watch(Connection& connection) : connection_(connection) {}
    void deliver(base::StreamId stream, const Delivery& delivery) override;
    void tell(const Frames& /*frames*/) override {}

private:
    Connection& connection_;
};

class Connection : public Subscriber {
public:
    // `id`: nginx's, of the handshake; empty where nobody gave one.
    Connection(std::uint64_t number, DoorKind kind, Line& line, const view::Language& language,
               std::size_t outbox_bytes, std::string id = {})
        : number(number),
          id(std::move(id)),
          kind(kind),
          language(language),
          outbox(outbox_bytes),
          watch(*this),
          line_(line),
          most_bytes_(outbox_bytes) {}

    void deliver(base::StreamId /*stream*/, const Delivery& delivery) override {
        ears->deliver(*this, delivery);
    }

    void tell(const Frames& frames) override {
        // What is of the moment yields first when the reader falls behind.
        if (kind == DoorKind::socket && session && outbox.bytes() < most_bytes_ / 2) (void)send(frames);
    }

    // False when the outbox is full.
    bool send(Frames frames) {
        if (ending) return true;
        if (!outbox.add(std::move(frames))) return false;
        line_.want_flush();
        return true;
    }
    void end() {
        ending = true;
        line_.want_flush();
        line_.end_soon();
    }
    void pause_reading(bool paused) { line_.pause_reading(paused); }

    const std::uint64_t number;
    const std::string id;  // for all that is written of it in logs
    const DoorKind kind;
    const view::Language& language;
    Outbox outbox;
    Watch watch;
    bool ending = false;
    std::optional<accounts::Session> session;  // known once welcome was sent
    std::map<std::string, Followed>
        lounges;  // joined, by slug; the person's own stream is one of them while it is followed
    std::map<std::string, base::LoungeId> waiting;  // at the doors of these, by slug
    std::map<std::string, base::Time> typing_told;  // by slug
    bool counts_for_activity = false;
    std::size_t joining = 0;
    std::size_t in_flight = 0;  // frames that are not answered yet
    std::size_t malformed = 0;
    std::unique_ptr<LivePage> page;  // of a live stream alone
    Ears* ears = nullptr;            // set before anything is subscribed to

private:
    Line& line_;
    std::size_t most_bytes_;
};

inline void Watch::deliver(base::StreamId /*stream*/, const Delivery& delivery) {
    connection_.ears->watched(connection_, delivery);
}

}  // namespace ws
