#include "tests/load/connection.h"

#include <sys/epoll.h>

#include <cstring>
#include <system_error>
#include <utility>

namespace load {
namespace {

constexpr int kNormal = 1000;
constexpr int kBroken = 1002;
constexpr int kLost = 1006;

}  // namespace

Connection::Connection(Wire& wire, std::size_t index, const Endpoint& endpoint, const Upgrade& upgrade,
                       SocketSize size)
    : wire_(wire),
      index_(index),
      socket_(endpoint, size),
      subprotocol_(upgrade.subprotocol),
      out_(upgrade_request(upgrade)) {
    watched_ = EPOLLOUT;
    wire_.loop.add(socket_.fd(), watched_, *this);
}

void Connection::on_ready(std::uint32_t events) {
    if (stage_ == Stage::closed) return;
    if (stage_ == Stage::connecting) return finish_connecting();
    if ((events & EPOLLOUT) != 0) flush();
    if (stage_ != Stage::closed && (events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read_some();
}

void Connection::finish_connecting() {
    if (const int error = socket_.connect_error(); error != 0)
        return end({kLost, std::generic_category().message(error)});
    stage_ = Stage::upgrading;
    flush();
}

void Connection::read_some() {
    std::vector<char>& buffer = wire_.buffer;
    if (rest_.size() == buffer.size()) return end({kBroken, "a frame larger than the receive buffer"});
    std::memcpy(buffer.data(), rest_.data(), rest_.size());
    std::size_t got = 0;
    switch (socket_.read(buffer.data() + rest_.size(), buffer.size() - rest_.size(), got)) {
        case IoStatus::would_block:
            return;
        case IoStatus::ended:
            return end({kLost, "the peer hung up"});
        case IoStatus::progress:
            break;
    }
    const std::size_t length = rest_.size() + got;
    rest_.clear();
    consume({buffer.data(), length}, now_ns());
}

void Connection::consume(std::string_view data, Nanoseconds at) {
    while (!data.empty()) {
        const std::size_t used = stage_ == Stage::upgrading ? consume_upgrade(data) : consume_frame(data, at);
        if (stage_ == Stage::closed) return;
        if (used == 0) break;
        data.remove_prefix(used);
    }
    rest_.assign(data);
}

std::size_t Connection::consume_upgrade(std::string_view data) {
    const std::size_t end_of_head = data.find("\r\n\r\n");
    if (end_of_head == std::string_view::npos) return 0;
    const std::size_t head = end_of_head + 4;
    if (std::string fault = upgrade_fault(data.substr(0, head), subprotocol_); !fault.empty()) {
        end({kLost, std::move(fault)});
        return 0;
    }
    stage_ = Stage::open;
    wire_.events.on_open(*this);
    return head;
}

std::size_t Connection::consume_frame(std::string_view data, Nanoseconds at) {
    Frame frame;
    const FrameStatus status = read_server_frame(data, frame);
    if (status == FrameStatus::partial) return 0;
    if (status == FrameStatus::invalid) {
        end({kBroken, "not a frame that a server may send"});
        return 0;
    }
    take(frame, at);
    return frame.size;
}

void Connection::take(const Frame& frame, Nanoseconds at) {
    switch (frame.opcode) {
        case Opcode::text:
            if (frame.final && fragments_.empty()) return wire_.events.on_text(*this, frame.payload, at);
            [[fallthrough]];
        case Opcode::continuation:
            fragments_.append(frame.payload);
            if (frame.final) wire_.events.on_text(*this, std::exchange(fragments_, {}), at);
            return;
        case Opcode::ping:
            return send_frame(Opcode::pong, frame.payload);
        case Opcode::pong:
            return;
        case Opcode::close:
            return end({close_code(frame.payload),
                        frame.payload.size() > 2 ? std::string(frame.payload.substr(2)) : std::string{}});
        case Opcode::binary:
            return end({kBroken, "a binary frame"});
    }
}

void Connection::send_text(std::string_view text) {
    if (stage_ == Stage::open) send_frame(Opcode::text, text);
}

void Connection::send_frame(Opcode opcode, std::string_view payload) {
    const bool waiting = !out_.empty();
    append_client_frame(out_, opcode, payload, static_cast<std::uint32_t>(wire_.masks()));
    if (!waiting) flush();
}

void Connection::flush() {
    std::size_t sent = 0;
    while (sent < out_.size()) {
        std::size_t done = 0;
        const IoStatus status = socket_.write(std::string_view(out_).substr(sent), done);
        if (status == IoStatus::ended) return end({kLost, "the peer hung up"});
        if (status == IoStatus::would_block) break;
        sent += done;
    }
    out_.erase(0, sent);
    watch();
}

void Connection::pause() {
    paused_ = true;
    watch();
}

void Connection::resume() {
    paused_ = false;
    watch();
}

void Connection::watch() {
    if (stage_ == Stage::closed || stage_ == Stage::connecting) return;
    const std::uint32_t wanted = (paused_ ? 0U : static_cast<std::uint32_t>(EPOLLIN)) |
                                 (out_.empty() ? 0U : static_cast<std::uint32_t>(EPOLLOUT));
    if (wanted == watched_) return;
    watched_ = wanted;
    wire_.loop.modify(socket_.fd(), watched_, *this);
}

void Connection::close() {
    if (stage_ == Stage::closed) return;
    if (stage_ == Stage::open) {
        const char code[] = {static_cast<char>(kNormal >> 8), static_cast<char>(kNormal & 0xff)};
        append_client_frame(out_, Opcode::close, {code, sizeof code},
                            static_cast<std::uint32_t>(wire_.masks()));
        std::size_t done = 0;
        socket_.write(out_, done);  // a courtesy: what the kernel does not take now is not worth waiting for
    }
    stage_ = Stage::closed;
    socket_.close();
}

void Connection::end(const Closing& closing) {
    stage_ = Stage::closed;
    socket_.close();
    wire_.events.on_closed(*this, closing);
}

}  // namespace load
