#include "core/media/decoder/kind.h"

#include <array>

namespace media::decoder {
namespace {

using namespace std::string_view_literals;

struct Mark {
    Kind kind;
    std::string_view bytes;
};

constexpr std::array marks{
    Mark{Kind::jpeg, "\xFF\xD8\xFF"sv},
    Mark{Kind::png, "\x89PNG\r\n\x1A\n"sv},
    Mark{Kind::gif, "GIF87a"sv},
    Mark{Kind::gif, "GIF89a"sv},
};

}  // namespace

Kind kind_of(std::string_view bytes) {
    if (bytes.size() < 12) return Kind::other;
    for (const auto& mark : marks) {
        if (bytes.starts_with(mark.bytes)) return mark.kind;
    }
    if (bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP") return Kind::webp;
    return Kind::other;
}

}  // namespace media::decoder
