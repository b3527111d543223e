#include "tests/load/page_client.h"

#include <sys/epoll.h>

#include <array>
#include <stdexcept>

#include "tests/load/http_answer.h"

namespace load {
namespace {

constexpr std::size_t kReadSize = 65536;

std::size_t count_of(std::string_view text, std::string_view needle) {
    std::size_t count = 0;
    for (std::size_t at = text.find(needle); at != std::string_view::npos;
         at = text.find(needle, at + needle.size()))
        ++count;
    return count;
}

}  // namespace

PageClient::PageClient(EventLoop& loop, const PageRequest& request, PageCounts& counts)
    : loop_(loop),
      request_(request),
      counts_(counts) {
    connect();
}

void PageClient::connect() {
    socket_ = std::make_unique<Socket>(request_.endpoint, SocketSize::usual);
    loop_.add(socket_->fd(), EPOLLIN, *this);
}

void PageClient::start(Nanoseconds end) {
    end_ = end;
    ask();
}

void PageClient::ask() {
    asking_ = true;
    answer_.clear();
    written_ = 0;
    asked_at_ = now_ns();
    loop_.modify(socket_->fd(), EPOLLIN | EPOLLOUT, *this);
}

void PageClient::on_ready(std::uint32_t events) {
    if (asking_ && (events & EPOLLOUT) != 0) write_some();
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read_some();
}

void PageClient::write_some() {
    std::size_t done = 0;
    if (socket_->write(std::string_view(request_.text).substr(written_), done) == IoStatus::ended)
        return;  // reading tells why
    written_ += done;
    if (written_ == request_.text.size()) loop_.modify(socket_->fd(), EPOLLIN, *this);
}

void PageClient::read_some() {
    std::array<char, kReadSize> buffer;
    std::size_t got = 0;
    switch (socket_->read(buffer.data(), buffer.size(), got)) {
        case IoStatus::would_block:
            return;
        case IoStatus::progress:
            answer_.append(buffer.data(), got);
            return take_answer(now_ns());
        case IoStatus::ended:
            if (asking_) wrong("the connection ended within an answer");
            asking_ = false;
            connect();
    }
}

void PageClient::take_answer(Nanoseconds at) {
    const auto answer = read_http_answer(answer_);
    if (!answer) return;
    counts_.latency.record(at - asked_at_);
    if (answer->status != 200) wrong("status " + std::to_string(answer->status));
    if (count_of(answer->body, request_.needle) < request_.needle_count)
        wrong("an answer holds too few of " + request_.needle);
    asking_ = false;
    if (!answer->keeps_connection) connect();
    if (at < end_) ask();
}

void PageClient::wrong(std::string complaint) {
    ++counts_.wrong;
    if (counts_.complaint.empty()) counts_.complaint = std::move(complaint);
}

}  // namespace load
