// One WebSocket of the crowd: connects, upgrades, reads whole text messages, answers pings. It costs little
// memory at rest: all connections of a Wire share one receive buffer, and only an unfinished frame is kept.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/load/clock.h"
#include "tests/load/event_loop.h"
#include "tests/load/handshake.h"
#include "tests/load/socket.h"
#include "tests/load/ws_frame.h"

namespace load {

class Connection;

// Why a connection ended: the peer's close code, or 1006 when there was none, or 1002 when the peer broke
// the WebSocket protocol.
struct Closing {
    int code = 0;
    std::string reason;
};

class ConnectionEvents {
public:
    virtual ~ConnectionEvents() = default;
    virtual void on_open(Connection& connection) = 0;
    // `text` lives until the call returns; `at` is when its bytes were read.
    virtual void on_text(Connection& connection, std::string_view text, Nanoseconds at) = 0;
    // Not called for a connection that was ended by close().
    virtual void on_closed(Connection& connection, const Closing& closing) = 0;
};

// What all connections of one crowd share. Must outlive them.
struct Wire {
    EventLoop& loop;
    ConnectionEvents& events;
    std::vector<char> buffer = std::vector<char>(256 * 1024);
    std::minstd_rand masks{std::random_device{}()};
};

class Connection final : public Pollable {
public:
    // Begins to connect. `index` is the owner's name for it. Throws std::system_error.
    Connection(Wire& wire, std::size_t index, const Endpoint& endpoint, const Upgrade& upgrade,
               SocketSize size);

    std::size_t index() const { return index_; }
    bool is_open() const { return stage_ == Stage::open; }

    // Sends a text message, now or as soon as the kernel takes it; nothing when the connection is not open.
    void send_text(std::string_view text);

    // Stops and starts reading.
    void pause();
    void resume();

    // Says goodbye (1000) and lets go of the socket.
    void close();

    void on_ready(std::uint32_t events) override;

private:
    enum class Stage { connecting, upgrading, open, closed };

    void finish_connecting();
    void read_some();
    void consume(std::string_view data, Nanoseconds at);
    std::size_t consume_upgrade(std::string_view data);
    std::size_t consume_frame(std::string_view data, Nanoseconds at);
    void take(const Frame& frame, Nanoseconds at);
    void send_frame(Opcode opcode, std::string_view payload);
    void flush();
    void watch();
    void end(const Closing& closing);

    Wire& wire_;
    std::size_t index_;
    Socket socket_;
    Stage stage_ = Stage::connecting;
    bool paused_ = false;
    std::uint32_t watched_ = 0;
    std::string subprotocol_;
    std::string out_;        // waits for the kernel
    std::string rest_;       // of an unfinished frame or head
    std::string fragments_;  // of an unfinished text message
};

}  // namespace load
