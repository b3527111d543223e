// The sidecar without wires: a switchboard with its real database, and the people at its doors. What the server does with libwebsockets the test does by
// calling: opens, hands in what a client sent, flushes, ticks.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/accounts/guests.h"
#include "tests/support/stepped_clock.h"
#include "tests/ws/loop.h"
#include "ws/switchboard.h"

namespace support {

// A guest with a session, as a page made it.
struct Guest {
    accounts::Credentials credentials;
    accounts::Session session;
};

class Sidecar {
public:
    // The lounges are en-all and en-us, and en-red, which is RED. Limits may be changed before somebody comes in.
    Sidecar();
    ~Sidecar();
    Sidecar(const Sidecar&) = delete;
    Sidecar& operator=(const Sidecar&) = delete;

    Guest guest(const std::string& name);
    store::Lounge lounge(const std::string& slug);
    // Said by another program: nobody tells this sidecar.
    void say_elsewhere(const Guest& who, const std::string& slug, const std::string& body);
    void leave_elsewhere(const Guest& who);
    // One second goes by.
    void tick();

    base::Config config;
    SteppedClock clock;
    std::unique_ptr<db::Connection> database;  // of the other program
    Loop loop;
    std::unique_ptr<view::Languages> languages;
    std::unique_ptr<view::Renderer> renderer;
    std::unique_ptr<accounts::GuestTokens> guest_tokens;
    std::unique_ptr<accounts::MemberTokens> member_tokens;
    std::unique_ptr<accounts::Tokens> tokens;
    std::unique_ptr<chat::HintSender> hints;
    std::unique_ptr<ws::Services> services;
    std::unique_ptr<ws::Switchboard> board;

private:
    unsigned posts_ = 0;
};

// A connection and what it has been sent.
class Peer : public ws::Line {
public:
    // A socket. Nothing has been answered yet.
    Peer(Sidecar& sidecar, const Guest& who);
    // A live stream.
    Peer(Sidecar& sidecar, const Guest& who, const std::string& slug,
         std::optional<base::Seq> since = std::nullopt);
    // A live stream that the test opens itself.
    explicit Peer(Sidecar& sidecar);
    ~Peer() override;
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void want_flush() override {}
    void end_soon() override { ended = true; }
    void pause_reading(bool now) override { paused = now; }

    void send(const std::string& frame);
    // The next text frame, waited for.
    std::string next();
    // Waits for `count` frames, each told shortly: "joined 3+3", "event 1 hello", "ack c1 1", "nack c1 slow_down", "bye going_away", ...
    std::string told(std::size_t count);
    // All that has come up to the answer to a frame that the reader's thread answers after what it was given before; that answer left out.
    std::string told_so_far();
    // Waits for "welcome" and joins, up to the list of members.
    void welcome();
    void join(const std::string& slug);
    // Waits until the connection is hung up on; tells the frames that were left, and the close code: "bye going_away, 1001".
    std::string ending();
    // Of a live stream: the page up to and with this text.
    std::string page_with(const std::string& text);

    bool ended = false;
    bool paused = false;
    // As long as it is false, what is sent stays in the outbox.
    bool reads = true;

private:
    void flush();

    Sidecar& sidecar_;
    std::string page_;
    std::vector<std::string> frames_;
    int close_code_ = 0;

public:
    ws::Connection connection;
};

}  // namespace support
