#include "tests/load/crowd.h"

#include "tests/load/body.h"

namespace load {
namespace {

// Handshakes under way at a time: enough to keep the server busy, too few to overrun its accept queue.
constexpr std::size_t kConnectingAtOnce = 128;

std::string excerpt(std::string_view text) { return std::string(text.substr(0, 200)); }

}  // namespace

Crowd::Crowd(EventLoop& loop, const Protocol& protocol, Ledger& ledger, Endpoint endpoint,
             std::vector<std::string> tokens)
    : protocol_(protocol),
      ledger_(ledger),
      endpoint_(std::move(endpoint)),
      tokens_(std::move(tokens)),
      wire_{loop, *this} {}

Crowd::~Crowd() {
    for (const auto& connection : connections_) connection->close();
}

void Crowd::connect(const Seat& seat) {
    const std::size_t reader = ledger_.add_reader(seat.lounge);
    closings_.emplace_back();
    seats_.push_back(seat);
    connections_.push_back(connection_of(reader, seat.size));
}

std::unique_ptr<Connection> Crowd::connection_of(std::size_t reader, SocketSize size) {
    const Upgrade upgrade{.authority = endpoint_.authority(),
                          .path = std::string(protocol_.path()),
                          .subprotocol = std::string(protocol_.subprotocol()),
                          .token = tokens_.empty() ? std::string{} : tokens_[reader % tokens_.size()]};
    return std::make_unique<Connection>(wire_, reader, endpoint_, upgrade, size);
}

void Crowd::expect_losses(std::function<void(std::size_t)> lost, std::function<void(std::size_t)> in) {
    lost_ = std::move(lost);
    is_in_ = std::move(in);
}

void Crowd::reconnect(std::size_t reader) {
    closings_[reader].reset();
    connections_[reader] = connection_of(reader, seats_[reader].size);
}

void Crowd::gather(const std::vector<Seat>& seats, Nanoseconds deadline) {
    std::size_t begun = 0;
    const std::size_t goal = in_ + seats.size();
    const auto keep_going = [&] {
        while (begun < seats.size() && connections_.size() - in_ < kConnectingAtOnce) connect(seats[begun++]);
        return in_ == goal || ledger_.faults().closed != 0;
    };
    const bool done = wire_.loop.run_until(deadline, keep_going);
    if (done && in_ == goal) return;
    throw CrowdError(std::to_string(in_) + " of " + std::to_string(goal) + " readers came in" +
                     (complaint_.empty() ? "" : "; " + complaint_));
}

void Crowd::post(std::size_t reader, Nanoseconds due, std::size_t body_size) {
    const std::uint64_t number = ledger_.begin_post(reader, due);
    const std::string body = make_body(ledger_.run(), number, body_size);
    connections_[reader]->send_text(
        protocol_.post(ledger_.run(), number, ledger_.slug(ledger_.lounge_of(reader)), body));
}

void Crowd::on_open(Connection&) {}  // both protocols begin with a word from the server

void Crowd::on_text(Connection& connection, std::string_view text, Nanoseconds at) {
    if (!ledger_.take_expected(connection.index(), text, at)) act(connection, protocol_.read(text), text, at);
}

void Crowd::act(Connection& connection, const Incoming& incoming, std::string_view text, Nanoseconds at) {
    switch (incoming.kind) {
        case Incoming::Kind::answer:
            return connection.send_text(incoming.reply);
        case Incoming::Kind::ready:
            return join(connection);
        case Incoming::Kind::joined:
        case Incoming::Kind::resync:
        case Incoming::Kind::event:
        case Incoming::Kind::silent:
            return follow(connection.index(), incoming, text, at);
        case Incoming::Kind::ack:
            return ledger_.take_ack(connection.index(), incoming, at);
        case Incoming::Kind::refused:
            ++ledger_.faults().refused;
            return complain("refused: " + excerpt(text));
        case Incoming::Kind::closing:
            return complain("closing: " + excerpt(text));
        case Incoming::Kind::ignored:
            return;
        case Incoming::Kind::broken:
            ++ledger_.faults().corruption;
            return complain("not understood: " + excerpt(text));
    }
}

void Crowd::join(Connection& connection) {
    const Seat& seat = seats_[connection.index()];
    std::optional<std::uint64_t> since = ledger_.stands_at(connection.index());
    if (!since && !seat.replay) since = ledger_.last_of(seat.lounge);
    connection.send_text(protocol_.join(ledger_.slug(seat.lounge), since));
}

void Crowd::follow(std::size_t reader, const Incoming& incoming, std::string_view text, Nanoseconds at) {
    const bool was_in = ledger_.is_in(reader);
    if (incoming.kind == Incoming::Kind::joined || incoming.kind == Incoming::Kind::resync) {
        ledger_.joined(reader, incoming.seq, incoming.replay);
    } else {
        ledger_.take_event(reader, incoming, text, at);
    }
    if (was_in || !ledger_.is_in(reader)) return;
    ++in_;
    if (is_in_) is_in_(reader);
}

void Crowd::on_closed(Connection& connection, const Closing& closing) {
    closings_[connection.index()] = closing;
    if (!ledger_.is_counted(connection.index())) return;  // nobody counts on it any more
    ledger_.left(connection.index());
    if (lost_) return lost_(connection.index());
    ++ledger_.faults().closed;
    complain("closed with " + std::to_string(closing.code) +
             (closing.reason.empty() ? "" : ": " + closing.reason));
}

void Crowd::complain(std::string complaint) {
    if (complaint_.empty()) complaint_ = std::move(complaint);
}

}  // namespace load
