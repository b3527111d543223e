// WebSocket frames ready for the wire. Server frames are not masked, so one frame serves all its receivers, and several can go out in one write.
// Source: RFC 6455 section 5.2.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ws {

// Bytes of one or more whole frames. Immutable, shared by the outboxes they wait in.
using Frames = std::shared_ptr<const std::string>;

void append_text_frame(std::string& out, std::string_view payload);
Frames text_frame(std::string_view payload);
Frames close_frame(std::uint16_t code);

}  // namespace ws
