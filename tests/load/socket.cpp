#include "tests/load/socket.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace load {
namespace {

sockaddr_in address_of(const Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    if (inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) != 1)
        throw std::invalid_argument("not an IPv4 address: " + endpoint.host);
    return address;
}

void set_option(int fd, int level, int name, int value) { setsockopt(fd, level, name, &value, sizeof value); }

}  // namespace

Socket::Socket(const Endpoint& endpoint, SocketSize size)
    : fd_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "socket");
    set_option(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
    if (size == SocketSize::small) {
        // Loopback's 64 KB segments let the sender's kernel buffer grow to megabytes; small ones keep it
        // small.
        set_option(fd_, IPPROTO_TCP, TCP_MAXSEG, 536);
        set_option(fd_, SOL_SOCKET, SO_RCVBUF, 4096);
    }
    const sockaddr_in address = address_of(endpoint);
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        const int error = errno;
        close();
        throw std::system_error(error, std::generic_category(), "connect");
    }
}

Socket::~Socket() { close(); }

void Socket::close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

int Socket::connect_error() const {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

IoStatus Socket::read(char* buffer, std::size_t capacity, std::size_t& got) {
    const ssize_t count = recv(fd_, buffer, capacity, 0);
    if (count > 0) {
        got = static_cast<std::size_t>(count);
        return IoStatus::progress;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return IoStatus::would_block;
    return IoStatus::ended;
}

IoStatus Socket::write(std::string_view data, std::size_t& done) {
    const ssize_t count = send(fd_, data.data(), data.size(), MSG_NOSIGNAL);
    if (count >= 0) {
        done = static_cast<std::size_t>(count);
        return IoStatus::progress;
    }
    return errno == EAGAIN || errno == EINTR ? IoStatus::would_block : IoStatus::ended;
}

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        throw std::system_error(errno, std::generic_category(), "getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        throw std::system_error(errno, std::generic_category(), "setrlimit");
    return limit.rlim_cur;
}

}  // namespace load
