// Many readers, each a WebSocket in one lounge, that may also post.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/load/connection.h"
#include "tests/load/ledger.h"
#include "tests/load/protocol.h"

namespace load {

// The crowd could not be gathered: the message says why.
class CrowdError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Seat {
    std::size_t lounge = 0;
    SocketSize size = SocketSize::usual;
    bool replay = true;  // false: it wants nothing of what was said before
};

class Crowd final : private ConnectionEvents {
public:
    // `tokens`: sessions, dealt out in turn; may be empty for a protocol without sessions. All references
    // must outlive the crowd.
    Crowd(EventLoop& loop, const Protocol& protocol, Ledger& ledger, Endpoint endpoint,
          std::vector<std::string> tokens);
    ~Crowd() override;

    // Connects one reader for each seat and returns when every one of them is in and has its replay. Throws
    // CrowdError.
    void gather(const std::vector<Seat>& seats, Nanoseconds deadline);

    // Lets `reader` say something of `body_size` characters that was due at `due`.
    void post(std::size_t reader, Nanoseconds due, std::size_t body_size);

    // From here on a connection that ends is no fault but told by `lost`, and `in` tells when a reader is in and has what it
    // missed. Neither may touch the connection itself; reconnect() later.
    void expect_losses(std::function<void(std::size_t)> lost, std::function<void(std::size_t)> in);
    // Connects `reader` anew; it joins with the place it stands at.
    void reconnect(std::size_t reader);

    void pause(std::size_t reader) { connections_[reader]->pause(); }
    void resume(std::size_t reader) { connections_[reader]->resume(); }

    std::size_t size() const { return connections_.size(); }
    bool is_open(std::size_t reader) const { return connections_[reader]->is_open(); }
    // How the server ended this reader's connection, if it did.
    const std::optional<Closing>& closing(std::size_t reader) const { return closings_[reader]; }

    // The first complaint about the server, in words; empty when there is none.
    const std::string& complaint() const { return complaint_; }

private:
    void on_open(Connection& connection) override;
    void on_text(Connection& connection, std::string_view text, Nanoseconds at) override;
    void on_closed(Connection& connection, const Closing& closing) override;
    void act(Connection& connection, const Incoming& incoming, std::string_view text, Nanoseconds at);
    void join(Connection& connection);
    void follow(std::size_t reader, const Incoming& incoming, std::string_view text, Nanoseconds at);
    void connect(const Seat& seat);
    std::unique_ptr<Connection> connection_of(std::size_t reader, SocketSize size);
    void complain(std::string complaint);

    const Protocol& protocol_;
    Ledger& ledger_;
    Endpoint endpoint_;
    std::vector<std::string> tokens_;
    Wire wire_;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::vector<std::optional<Closing>> closings_;
    std::vector<Seat> seats_;
    std::size_t in_ = 0;
    std::function<void(std::size_t)> lost_;
    std::function<void(std::size_t)> is_in_;
    std::string complaint_;
};

}  // namespace load
