// The two chat protocols behind one face. A protocol is pure: it turns text frames into what they mean and
// back, and keeps no state.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace load {

// What a frame from the server means. Views point into the frame.
struct Incoming {
    enum class Kind {
        answer,   // send `reply` back at once
        ready,    // the session stands: join now
        joined,   // in, at `seq`, after `replay` older events
        resync,   // in, at `seq`, with a hole before it
        event,    // a message
        silent,   // an event that counts in the sequence and says nothing
        ack,      // post `number` is stored as `seq`
        refused,  // a nack; `text` says why
        closing,  // the server is about to close; `text` says why
        ignored,  // presence, typing
        broken,   // not a frame of this protocol
    };
    Kind kind = Kind::broken;
    std::uint64_t seq = 0;
    std::uint64_t replay = 0;
    std::uint64_t number = 0;   // of the post, by its client id
    std::string_view run{};     // of the post, by its client id (event)
    std::string_view lounge{};  // event
    std::string_view text{};    // the body of an event
    std::string_view reply{};
};

class Protocol {
public:
    virtual ~Protocol() = default;
    virtual std::string_view path() const = 0;
    virtual std::string_view subprotocol() const = 0;
    virtual Incoming read(std::string_view frame) const = 0;
    // `since`: the last seq that is known, and nothing older is wanted; without it, what the server replays.
    virtual std::string join(std::string_view lounge, std::optional<std::uint64_t> since) const = 0;
    // `run` and `number` make up the client id; `body` needs no escaping.
    virtual std::string post(std::string_view run, std::uint64_t number, std::string_view lounge,
                             std::string_view body) const = 0;
};

// "chatroom" (chatroom.v1, see PROTOCOL.md) or "socketio" (socket.io v4 over its WebSocket transport, with
// the events of socketio_peer.mjs). Throws std::invalid_argument for another name.
std::unique_ptr<Protocol> make_protocol(std::string_view name);

// Reads the client id "<run>-<number>" that follows `key` in `json` into `into`; false when it is missing
// or not of this form.
bool read_client_id(std::string_view json, std::string_view key, Incoming& into);

// Fills seq, lounge and body of a message event, and its client id when it is one of ours; broken when one
// of the first three is missing.
Incoming read_message(std::string_view json);

}  // namespace load
