#include "core/media/film.h"

#include <algorithm>
#include <array>

namespace media {
namespace {

using namespace std::string_view_literals;

// MP4's relatives share one head; these are pictures, the rest are films.
constexpr std::array still_brands{"avif"sv, "avis"sv, "heic"sv, "heix"sv, "heim"sv, "mif1"sv, "msf1"sv};

}  // namespace

std::optional<FilmKind> film_kind_of(std::string_view bytes) {
    if (bytes.size() < 12) return std::nullopt;
    if (bytes.starts_with("\x1A\x45\xDF\xA3"sv)) return FilmKind::webm;
    if (bytes.substr(4, 4) != "ftyp") return std::nullopt;
    const bool still = std::ranges::find(still_brands, bytes.substr(8, 4)) != still_brands.end();
    return still ? std::nullopt : std::optional(FilmKind::mp4);
}

std::string_view content_type_of(FilmKind kind) {
    return kind == FilmKind::mp4 ? "video/mp4"sv : "video/webm"sv;
}

}  // namespace media
