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
    Mark{Kind::jpeg, "\xFF\xD8\xFF"sv}, Mark{Kind::png, "\x89PNG\r\n\x1A\n"sv},  Mark{Kind::gif, "GIF87a"sv},
    Mark{Kind::gif, "GIF89a"sv},        Mark{Kind::video, "\x1A\x45\xDF\xA3"sv},  // Matroska and WebM
};

// MP4's relatives share one head; these are pictures, the rest are films.
constexpr std::array still_brands{"avif"sv, "avis"sv, "heic"sv, "heix"sv, "heim"sv, "mif1"sv, "msf1"sv};

bool is_film(std::string_view bytes) {
    if (bytes.substr(4, 4) != "ftyp") return false;
    const auto brand = bytes.substr(8, 4);
    for (const auto still : still_brands) {
        if (brand == still) return false;
    }
    return true;
}

}  // namespace

Kind kind_of(std::string_view bytes) {
    if (bytes.size() < 12) return Kind::other;
    for (const auto& mark : marks) {
        if (bytes.starts_with(mark.bytes)) return mark.kind;
    }
    if (bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP") return Kind::webp;
    return is_film(bytes) ? Kind::video : Kind::other;
}

}  // namespace media::decoder
