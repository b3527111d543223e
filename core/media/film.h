// Videos as they are told apart and called.
#pragma once

#include <optional>
#include <string_view>

namespace media {

enum class FilmKind { mp4, webm };

// By the first bytes alone: MP4 and its relatives (QuickTime too), or Matroska and WebM. Nothing for what is no film. Pure.
std::optional<FilmKind> film_kind_of(std::string_view bytes);

// "video/mp4" or "video/webm".
std::string_view content_type_of(FilmKind kind);
// Whether a row of media is a video. Pure.
inline bool is_film(std::string_view content_type) { return content_type.starts_with("video/"); }

}  // namespace media
