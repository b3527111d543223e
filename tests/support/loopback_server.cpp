#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <stdexcept>

#include "tests/support/self_signed.h"

namespace support {
namespace {

constexpr int patience_ms = 10'000;

void demand(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
}

// Binds a fresh socket to a free port of 127.0.0.1, and says which.
int bound_socket(int& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    demand(fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
               ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0,
           "no free port on loopback");
    port = ntohs(address.sin_port);
    return fd;
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// The head of a request, up to its empty line.
ServedRequest parse_head(const std::string& head) {
    ServedRequest request;
    const auto first = head.find(' ');
    const auto second = head.find(' ', first + 1);
    request.method = head.substr(0, first);
    request.path = head.substr(first + 1, second - first - 1);
    for (auto at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size();) {
        const auto end = std::min(head.find("\r\n", at + 2), head.size());
        const auto line = head.substr(at + 2, end - at - 2);
        const auto colon = line.find(": ");
        if (colon != std::string::npos)
            request.headers[lower_case(line.substr(0, colon))] = line.substr(colon + 2);
        at = end;
    }
    return request;
}

}  // namespace

// One connection, plain or not; closed at the end.
class LoopbackServer::Stream {
public:
    Stream(int connection, int stop, const SelfSigned* tls)
        : fd_(connection),
          stop_(stop),
          ssl_(tls == nullptr ? nullptr : tls->accept(connection)),
          good_(tls == nullptr || ssl_ != nullptr) {}
    ~Stream() {
        if (ssl_ != nullptr) {
            SSL_shutdown(ssl_);
            SSL_free(ssl_);
        }
        ::close(fd_);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // False at the end of the stream, and when the server is told to stop.
    bool read_more(std::string& into) {
        std::array<char, 4096> bytes{};
        if (!good_ || !is_ready()) return false;
        const auto got = ssl_ == nullptr ? ::recv(fd_, bytes.data(), bytes.size(), 0)
                                         : SSL_read(ssl_, bytes.data(), static_cast<int>(bytes.size()));
        if (got <= 0) return false;
        into.append(bytes.data(), static_cast<std::size_t>(got));
        return true;
    }

    void write(std::string_view bytes) {
        while (good_ && !bytes.empty()) {
            const auto put = ssl_ == nullptr ? ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL)
                                             : SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
            if (put <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
    }

private:
    bool is_ready() {
        if (ssl_ != nullptr && SSL_pending(ssl_) > 0) return true;
        std::array<pollfd, 2> waits{{{fd_, POLLIN, 0}, {stop_, POLLIN, 0}}};
        return ::poll(waits.data(), waits.size(), patience_ms) > 0 && waits[1].revents == 0;
    }

    int fd_;
    int stop_;
    SSL* ssl_;
    bool good_;
};

Behaviour Behaviour::answer(int status, const std::string& body, const std::string& more_headers) {
    return raw("HTTP/1.1 " + std::to_string(status) +
               " told\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\nConnection: close\r\n" + more_headers + "\r\n" + body);
}

LoopbackServer::LoopbackServer(Transport transport) {
    listener_ = bound_socket(port_);
    std::array<int, 2> stop{};
    demand(::listen(listener_, 16) == 0 && ::pipe2(stop.data(), O_CLOEXEC) == 0, "cannot listen");
    stop_read_ = stop[0];
    stop_write_ = stop[1];
    if (transport == Transport::tls) tls_ = std::make_unique<SelfSigned>();
}

LoopbackServer::~LoopbackServer() {
    ::close(stop_write_);
    if (thread_.joinable()) thread_.join();
    ::close(stop_read_);
    ::close(listener_);
}

void LoopbackServer::serve(std::vector<Behaviour> behaviours) {
    const std::lock_guard lock(mutex_);
    for (auto& one : behaviours) behaviours_.push_back(std::move(one));
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

std::string LoopbackServer::url() const {
    return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}
std::string LoopbackServer::certificate() const { return tls_->pem(); }

std::vector<ServedRequest> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void LoopbackServer::run() {
    // OpenSSL writes without MSG_NOSIGNAL; a client that has left must not end the test.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    for (;;) {
        std::array<pollfd, 2> waits{{{listener_, POLLIN, 0}, {stop_read_, POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 || waits[1].revents != 0) return;
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) serve_one(connection);
    }
}

Behaviour LoopbackServer::next() {
    const std::lock_guard lock(mutex_);
    if (behaviours_.empty()) return Behaviour::answer(599, "nobody told me what to do");
    auto behaviour = std::move(behaviours_.front());
    behaviours_.pop_front();
    return behaviour;
}

void LoopbackServer::serve_one(int connection) {
    const Behaviour behaviour = next();
    Stream stream(connection, stop_read_, tls_.get());
    if (behaviour.kind == Behaviour::Kind::hang_up_unread) return;
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos) {
        if (!stream.read_more(text)) return;
    }
    const auto end = text.find("\r\n\r\n");
    auto request = parse_head(text.substr(0, end));
    request.body = text.substr(end + 4);
    const auto length = request.headers.find("content-length");
    while (length != request.headers.end() && request.body.size() < std::stoul(length->second)) {
        if (!stream.read_more(request.body)) return;
    }
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(std::move(request));
    }
    if (behaviour.meanwhile) behaviour.meanwhile();
    if (behaviour.kind == Behaviour::Kind::answer) stream.write(behaviour.bytes);
    if (behaviour.kind == Behaviour::Kind::be_silent) {
        while (stream.read_more(text)) continue;
    }
}

RefusingPort::RefusingPort() { socket_ = bound_socket(port_); }
RefusingPort::~RefusingPort() { ::close(socket_); }
std::string RefusingPort::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

// The kernel lets in one connection more than the queue holds, and drops what comes then.
SilentPort::SilentPort() {
    listener_ = bound_socket(port_);
    demand(::listen(listener_, 0) == 0, "cannot listen");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int connections = 0; connections < 2; ++connections) {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        demand(fd >= 0, "no socket");
        waiting_.push_back(fd);
        ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
}
SilentPort::~SilentPort() {
    for (const int fd : waiting_) ::close(fd);
    ::close(listener_);
}
std::string SilentPort::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

}  // namespace support
