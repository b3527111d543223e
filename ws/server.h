// The wires: one libwebsockets context on a libuv loop, which never blocks. The only place that knows libwebsockets. Source: libwebsockets 4.1 API.
#pragma once

#include <memory>

#include "ws/switchboard.h"

namespace ws {

class Server {
public:
    explicit Server(const Services& services);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Until SIGTERM or SIGINT. Throws std::runtime_error when the socket cannot be opened.
    void run();

    class Impl;

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace ws
