// WebSocket framing (RFC 6455) as a client sees it: sends masked, reads unmasked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace load {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

struct Frame {
    Opcode opcode{};
    bool final = false;
    std::string_view payload;  // points into the bytes that were read
    std::size_t size = 0;      // header and payload together
};

enum class FrameStatus { complete, partial, invalid };

// Appends one whole frame to `out`, its payload masked with `mask`.
void append_client_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask);

// Reads the frame that starts at data[0]. `frame` is set when complete; invalid when a server may not send
// such a frame.
FrameStatus read_server_frame(std::string_view data, Frame& frame);

// The code of a close frame; 1005 when it carries none.
int close_code(std::string_view payload);

}  // namespace load
