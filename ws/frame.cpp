#include "ws/frame.h"

namespace ws {
namespace {

constexpr char final_text = '\x81';
constexpr char final_close = '\x88';
constexpr std::size_t longest_short = 125;
constexpr std::size_t longest_medium = 0xffff;

}  // namespace

void append_text_frame(std::string& out, std::string_view payload) {
    out.push_back(final_text);
    const std::size_t size = payload.size();
    if (size <= longest_short) {
        out.push_back(static_cast<char>(size));
    } else {
        const int bytes = size <= longest_medium ? 2 : 8;
        out.push_back(static_cast<char>(bytes == 2 ? 126 : 127));
        for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(size >> (8 * i)));
    }
    out += payload;
}

Frames text_frame(std::string_view payload) {
    auto frame = std::make_shared<std::string>();
    frame->reserve(payload.size() + 10);
    append_text_frame(*frame, payload);
    return frame;
}

Frames close_frame(std::uint16_t code) {
    const char bytes[] = {final_close, 2, static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    return std::make_shared<const std::string>(bytes, sizeof(bytes));
}

}  // namespace ws
