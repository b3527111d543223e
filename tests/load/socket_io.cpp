#include "tests/load/socket_io.h"

#include "tests/load/json_scan.h"

namespace load {
namespace {

using Kind = Incoming::Kind;

// Packets, the engine.io type first and the socket.io type second.
constexpr std::string_view kOpen = "0{";
constexpr std::string_view kPing = "2";
constexpr std::string_view kPong = "3";
constexpr std::string_view kConnect = "40";
constexpr std::string_view kDisconnect = "41";
constexpr std::string_view kEvent = "42";
constexpr std::string_view kAck = "43";
constexpr std::string_view kConnectError = "44";

// Acknowledgements carry the number that the request chose: posts take theirs (1, 2, ...), so a join takes
// 0.
constexpr std::uint64_t kJoinNumber = 0;

Incoming read_ack(std::string_view packet) {
    const std::size_t bracket = packet.find('[');
    if (bracket == std::string_view::npos) return {};
    const auto number = parse_integer(packet.substr(0, bracket));
    const auto seq = find_integer(packet, R"("seq":)");
    if (!number || !seq) return {};
    return {.kind = *number == kJoinNumber ? Kind::joined : Kind::ack, .seq = *seq, .number = *number};
}

Incoming read_event(std::string_view packet) {
    if (!packet.starts_with(R"(["event",{)") || !packet.ends_with("}]")) return {};
    return read_message(packet);
}

}  // namespace

Incoming SocketIo::read(std::string_view frame) const {
    if (frame.starts_with(kEvent)) return read_event(frame.substr(kEvent.size()));
    if (frame.starts_with(kAck)) return read_ack(frame.substr(kAck.size()));
    if (frame == kPing) return {.kind = Kind::answer, .reply = kPong};
    if (frame.starts_with(kOpen)) return {.kind = Kind::answer, .reply = kConnect};
    if (frame.starts_with(kConnectError)) return {.kind = Kind::closing, .text = frame};
    if (frame.starts_with(kConnect)) return {.kind = Kind::ready};
    if (frame.starts_with(kDisconnect)) return {.kind = Kind::closing, .text = frame};
    return {};
}

// There is no history, hence nothing to leave out.
std::string SocketIo::join(std::string_view lounge, std::optional<std::uint64_t>) const {
    return std::string(kEvent) + std::to_string(kJoinNumber) + R"(["join",")" + std::string(lounge) + R"("])";
}

std::string SocketIo::post(std::string_view run, std::uint64_t number, std::string_view lounge,
                           std::string_view body) const {
    std::string packet(kEvent);
    packet.append(std::to_string(number))
        .append(R"(["post",{"cid":")")
        .append(run)
        .append("-")
        .append(std::to_string(number));
    return packet.append(R"(","lounge":")")
        .append(lounge)
        .append(R"(","body":")")
        .append(body)
        .append(R"("}])");
}

}  // namespace load
