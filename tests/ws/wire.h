// The other end of the wire: takes frames apart as a client does. Source: RFC 6455 section 5.2.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct WireFrame {
    bool final = false;
    int reserved = 0;
    int opcode = 0;
    bool masked = false;
    std::size_t length_bytes = 0;  // of the extended length: 0, 2 or 8
    std::string payload;
};

inline std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const unsigned char byte : bytes) value = value << 8 | byte;
    return value;
}

// Takes one frame off the front. Throws when it is cut short.
inline WireFrame take_frame(std::string_view& bytes) {
    const auto take = [&](std::size_t count) {
        if (bytes.size() < count) throw std::runtime_error("a frame is cut short");
        const auto taken = bytes.substr(0, count);
        bytes.remove_prefix(count);
        return taken;
    };
    const auto head = take(2);
    const int first = static_cast<unsigned char>(head[0]);
    const int second = static_cast<unsigned char>(head[1]);
    WireFrame frame{.final = (first & 0x80) != 0,
                    .reserved = first & 0x70,
                    .opcode = first & 0x0f,
                    .masked = (second & 0x80) != 0,
                    .length_bytes = 0,
                    .payload = {}};
    std::uint64_t length = second & 0x7f;
    if (length >= 126) {
        frame.length_bytes = length == 126 ? 2 : 8;
        length = big_endian(take(frame.length_bytes));
    }
    frame.payload = take(length);
    return frame;
}

inline std::vector<WireFrame> take_frames(std::string_view bytes) {
    std::vector<WireFrame> frames;
    while (!bytes.empty()) frames.push_back(take_frame(bytes));
    return frames;
}

}  // namespace support
