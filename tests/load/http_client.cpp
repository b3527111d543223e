#include "tests/load/http_client.h"

#include <sys/epoll.h>

#include <array>
#include <utility>

namespace load {
namespace {

constexpr std::size_t kReadSize = 65536;

}  // namespace

HttpClient::HttpClient(EventLoop& loop, const Endpoint& endpoint) : loop_(loop), endpoint_(endpoint) {
    connect();
}

void HttpClient::connect() {
    socket_ = std::make_unique<Socket>(endpoint_, SocketSize::usual);
    loop_.add(socket_->fd(), EPOLLIN, *this);
}

void HttpClient::ask(std::string request, Done done) {
    request_ = std::move(request);
    done_ = std::move(done);
    answer_.clear();
    written_ = 0;
    loop_.modify(socket_->fd(), EPOLLIN | EPOLLOUT, *this);
}

void HttpClient::on_ready(std::uint32_t events) {
    if (busy() && (events & EPOLLOUT) != 0) write_some();
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read_some();
}

void HttpClient::write_some() {
    std::size_t done = 0;
    if (socket_->write(std::string_view(request_).substr(written_), done) == IoStatus::ended)
        return;  // reading tells why
    written_ += done;
    if (written_ == request_.size()) loop_.modify(socket_->fd(), EPOLLIN, *this);
}

void HttpClient::read_some() {
    std::array<char, kReadSize> buffer;
    std::size_t got = 0;
    switch (socket_->read(buffer.data(), buffer.size(), got)) {
        case IoStatus::would_block:
            return;
        case IoStatus::progress:
            answer_.append(buffer.data(), got);
            return take_answer(now_ns());
        case IoStatus::ended:
            connect();
            if (busy()) std::exchange(done_, nullptr)(nullptr, now_ns());
    }
}

void HttpClient::take_answer(Nanoseconds at) {
    const auto answer = read_http_answer(answer_);
    if (!answer) return;
    if (!answer->keeps_connection) connect();
    std::exchange(done_, nullptr)(&*answer, at);
}

}  // namespace load
