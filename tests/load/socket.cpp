#include "tests/load/socket.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace load {
namespace {

sockaddr_in tcp_address(const Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    if (inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) != 1)
        throw std::invalid_argument("not an IPv4 address: " + endpoint.host);
    return address;
}

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        throw std::invalid_argument("too long for a unix socket: " + path);
    path.copy(address.sun_path, path.size());
    return address;
}

template <class Address>
int connect_error_of(int fd, const Address& address) {
    const bool done = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return done || errno == EINPROGRESS ? 0 : errno;
}

void set_option(int fd, int level, int name, int value) { setsockopt(fd, level, name, &value, sizeof value); }

}  // namespace

Socket::Socket(const Endpoint& endpoint, SocketSize size)
    : fd_(socket(endpoint.path.empty() ? AF_INET : AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      unix_(!endpoint.path.empty()) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "socket");
    widen_or_narrow(size);
    connect_to(endpoint);
}

void Socket::widen_or_narrow(SocketSize size) {
    if (unix_) return;  // what waits there counts against the sender's buffer, which does not grow
    set_option(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
    if (size == SocketSize::usual) return;
    // Loopback's 64 KB segments let the sender's kernel buffer grow to megabytes; small ones keep it small.
    set_option(fd_, IPPROTO_TCP, TCP_MAXSEG, 536);
    set_option(fd_, SOL_SOCKET, SO_RCVBUF, 4096);
}

// A unix socket's queue of arrivals that is full (EAGAIN) refuses at once, and nothing tells later: the caller has to come again.
void Socket::connect_to(const Endpoint& endpoint) {
    refusal_ = unix_ ? connect_error_of(fd_, unix_address(endpoint.path))
                     : connect_error_of(fd_, tcp_address(endpoint));
}

Socket::~Socket() { close(); }

void Socket::close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

int Socket::connect_error() const {
    if (refusal_ != 0) return refusal_;
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
