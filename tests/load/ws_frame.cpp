#include "tests/load/ws_frame.h"

#include <array>

namespace load {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kReserved = 0x70;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::size_t kLargestControl = 125;
constexpr std::size_t kLargestPayload = std::size_t{1} << 28;

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
    return value;
}

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift & 0xff));
}

bool is_known(Opcode opcode) {
    switch (opcode) {
        case Opcode::continuation:
        case Opcode::text:
        case Opcode::binary:
        case Opcode::close:
        case Opcode::ping:
        case Opcode::pong:
            return true;
    }
    return false;
}

bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }

}  // namespace

void append_client_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask) {
    out.push_back(static_cast<char>(kFinal | static_cast<std::uint8_t>(opcode)));
    if (payload.size() < 126) {
        out.push_back(static_cast<char>(kMasked | payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.push_back(static_cast<char>(kMasked | 126));
        append_big_endian(out, payload.size(), 2);
    } else {
        out.push_back(static_cast<char>(kMasked | 127));
        append_big_endian(out, payload.size(), 8);
    }
    append_big_endian(out, mask, 4);
    const std::array<std::uint8_t, 4> key{
        static_cast<std::uint8_t>(mask >> 24), static_cast<std::uint8_t>(mask >> 16),
        static_cast<std::uint8_t>(mask >> 8), static_cast<std::uint8_t>(mask)};
    for (std::size_t i = 0; i < payload.size(); ++i)
        out.push_back(static_cast<char>(static_cast<std::uint8_t>(payload[i]) ^ key[i % 4]));
}

FrameStatus read_server_frame(std::string_view data, Frame& frame) {
    if (data.size() < 2) return FrameStatus::partial;
    const auto first = static_cast<std::uint8_t>(data[0]);
    const auto second = static_cast<std::uint8_t>(data[1]);
    frame.opcode = static_cast<Opcode>(first & 0x0f);
    frame.final = (first & kFinal) != 0;
    if ((first & kReserved) != 0 || (second & kMasked) != 0 || !is_known(frame.opcode))
        return FrameStatus::invalid;

    std::size_t header = 2;
    std::uint64_t length = second;
    if (length >= 126) {
        const std::size_t wide = length == 126 ? 2 : 8;
        header += wide;
        if (data.size() < header) return FrameStatus::partial;
        length = big_endian(data.substr(2, wide));
    }
    if (length > kLargestPayload) return FrameStatus::invalid;
    if (is_control(frame.opcode) && (!frame.final || length > kLargestControl)) return FrameStatus::invalid;
    frame.size = header + length;
    if (data.size() < frame.size) return FrameStatus::partial;
    frame.payload = data.substr(header, length);
    return FrameStatus::complete;
}

int close_code(std::string_view payload) {
    constexpr int kNoCode = 1005;
    return payload.size() < 2 ? kNoCode : static_cast<int>(big_endian(payload.substr(0, 2)));
}

}  // namespace load
