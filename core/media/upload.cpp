#include "core/media/upload.h"

#include "core/base/log.h"
#include "core/base/random.h"

namespace media {
namespace {

using base::ErrorCode;

constexpr std::size_t key_length = 26;  // of 31 characters each: 128 bits

std::optional<base::Error> refusal_of(const House& house, const accounts::Session& session,
                                      std::string_view bytes) {
    if (session.guest()) return base::Error{ErrorCode::members_only};
    if (bytes.empty()) return base::Error{ErrorCode::picture_missing};
    const auto& limits = house.limits.limits;
    if (film_kind_of(bytes)) {
        if (!house.films.present()) return base::Error{ErrorCode::picture_video};
        if (bytes.size() > limits.video_bytes) return base::Error{ErrorCode::video_bytes};
    } else if (bytes.size() > limits.picture_bytes) {
        return base::Error{ErrorCode::picture_bytes};
    }
    return std::nullopt;
}

// A refused picture counts like any other: it cost as much.
std::optional<base::Error> pace_refusal(db::Connection& connection, const House& house,
                                        const accounts::Session& session) {
    constexpr auto rule = accounts::LimitRule::upload;
    const auto allowance =
        accounts::use(connection, house.limits, rule, std::to_string(session.participant.id.value));
    if (allowance.allowed) return std::nullopt;
    return accounts::refusal_of(rule, allowance);
}

// What an upload became: what is stored in full, and the picture that is shown of it first.
struct Made {
    std::string bytes;
    std::string_view type = content_type;
    Decoded picture;
    std::optional<base::Millis> duration{};
};

base::Result<Made> picture_of(const House& house, std::string_view bytes) {
    auto decoded = house.decoder.decode(bytes);
    if (!decoded) return decoded.error();
    std::string full = std::move(decoded->full);
    return Made{.bytes = std::move(full), .picture = std::move(*decoded)};
}

base::Result<Made> film_of(const House& house, std::string_view bytes, FilmKind kind) {
    auto film = house.films.read(bytes, kind, house.limits.limits);
    if (!film) return film.error();
    auto poster = house.decoder.decode(film->poster);
    if (!poster)
        return poster.error().code == ErrorCode::picture_effort ? ErrorCode::video_effort
                                                                : ErrorCode::video_damaged;
    return Made{.bytes = std::move(film->bytes),
                .type = content_type_of(film->kind),
                .picture = std::move(*poster),
                .duration = film->duration};
}

base::MediaId add_row(db::Connection& connection, const House& house, const accounts::Session& session,
                      const std::string& key, const Made& made) {
    return store::add_media(connection, {.owner = session.participant.id,
                                         .key = key,
                                         .content_type = made.type,
                                         .byte_size = made.bytes.size(),
                                         .width = made.picture.width,
                                         .height = made.picture.height,
                                         .thumb_width = made.picture.thumb_width,
                                         .thumb_height = made.picture.thumb_height,
                                         .frames = made.picture.frames,
                                         .blur = made.picture.blur,
                                         .perceptual_hash = hash_bytes(made.picture.perceptual_hash),
                                         .at = house.clock.now(),
                                         .duration = made.duration});
}

}  // namespace

std::string hash_bytes(std::uint64_t perceptual_hash) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(perceptual_hash >> shift & 0xFFU);
    return bytes;
}

// "image/webp", "video/mp4": the second half is the name's end.
std::string full_name(std::string_view key, std::string_view content_type) {
    return std::string(key) + "." + std::string(content_type.substr(content_type.find('/') + 1));
}
std::string thumb_name(std::string_view key) { return std::string(key) + "-thumb.webp"; }

base::Result<store::Media> upload(db::Connection& connection, const House& house,
                                  const accounts::Session& session, std::string_view bytes) {
    if (const auto refused = refusal_of(house, session, bytes)) return *refused;
    if (const auto refused = pace_refusal(connection, house, session)) return *refused;
    const auto kind = film_kind_of(bytes);
    const auto made = kind ? film_of(house, bytes, *kind) : picture_of(house, bytes);
    if (!made) return made.error();
    const std::string key = base::random_code(key_length);
    const auto id = add_row(connection, house, session, key, *made);
    try {
        house.store.put(full_name(key, made->type), made->bytes, made->type);
        house.store.put(thumb_name(key), made->picture.thumb, content_type);
    } catch (const StoreAway& away) {
        // What of it was stored goes with its row.
        base::log::error("an upload could not be stored: {}", away.what());
        return ErrorCode::unavailable;
    }
    store::media_stored(connection, id, house.clock.now());
    return store::find_media(connection, id).value();
}

}  // namespace media
