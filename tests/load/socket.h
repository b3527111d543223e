// A non-blocking stream socket over TCP or a unix path, owned.
#pragma once

#include <netinet/in.h>

#include <string>
#include <string_view>

namespace load {

struct Endpoint {
    std::string host = "127.0.0.1";  // an IPv4 address
    std::uint16_t port = 8080;
    std::string path;  // of a unix socket; when given, host and port are only what requests name

    std::string name;  // of the house, where it is not host:port
    std::string authority() const { return name.empty() ? host + ':' + std::to_string(port) : name; }
};

// What a reader that is going to stop reading asks of the kernel, so that little can wait there unnoticed.
enum class SocketSize { usual, small };

enum class IoStatus { progress, would_block, ended };

class Socket {
public:
    // Begins to connect; connect_error() tells how that went. Throws std::system_error when there is no socket.
    Socket(const Endpoint& endpoint, SocketSize size);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int fd() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }
    void close();

    // The outcome of connecting, once writable: 0 or an errno.
    int connect_error() const;

    // Reads up to `capacity` bytes; `got` is set on progress. ended: the peer closed or the connection
    // broke.
    IoStatus read(char* buffer, std::size_t capacity, std::size_t& got);
    // Writes what the kernel takes; `done` bytes of `data` are gone on progress.
    IoStatus write(std::string_view data, std::size_t& done);

private:
    void widen_or_narrow(SocketSize size);
    void connect_to(const Endpoint& endpoint);

    int fd_;
    bool unix_;
    int refusal_ = 0;  // why connecting failed at once
};

// Lifts this process's limit of open files to the hard limit; returns it.
std::size_t raise_descriptor_limit();

}  // namespace load
