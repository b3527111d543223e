// One kept HTTP/1.1 connection that carries one request at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tests/load/event_loop.h"
#include "tests/load/http_answer.h"
#include "tests/load/socket.h"

namespace load {

class HttpClient final : public Pollable {
public:
    // `answer`: nullptr when the connection ended before all of it was there.
    using Done = std::function<void(const HttpAnswer* answer, Nanoseconds at)>;

    // All references must outlive the client. Throws std::system_error when it cannot connect.
    HttpClient(EventLoop& loop, const Endpoint& endpoint);

    // Sends `request`, whole, and calls `done` once, which may ask again. Only when not busy().
    void ask(std::string request, Done done);
    bool busy() const { return static_cast<bool>(done_); }

    void on_ready(std::uint32_t events) override;

private:
    void connect();
    void write_some();
    void read_some();
    void take_answer(Nanoseconds at);

    EventLoop& loop_;
    const Endpoint& endpoint_;
    std::unique_ptr<Socket> socket_;
    std::string request_;
    std::size_t written_ = 0;
    std::string answer_;
    Done done_;
};

}  // namespace load
