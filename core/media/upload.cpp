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
    if (bytes.size() > house.limits.limits.picture_bytes) return base::Error{ErrorCode::picture_bytes};
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

std::string bytes_of(std::uint64_t number) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}

base::MediaId add_row(db::Connection& connection, const House& house, const accounts::Session& session,
                      const std::string& key, const Decoded& decoded) {
    return store::add_media(connection, {.owner = session.participant.id,
                                         .key = key,
                                         .content_type = content_type,
                                         .byte_size = decoded.full.size(),
                                         .width = decoded.width,
                                         .height = decoded.height,
                                         .thumb_width = decoded.thumb_width,
                                         .thumb_height = decoded.thumb_height,
                                         .frames = decoded.frames,
                                         .blur = decoded.blur,
                                         .perceptual_hash = bytes_of(decoded.perceptual_hash),
                                         .at = house.clock.now()});
}

}  // namespace

std::string full_name(std::string_view key) { return std::string(key) + ".webp"; }
std::string thumb_name(std::string_view key) { return std::string(key) + "-thumb.webp"; }

base::Result<store::Media> upload(db::Connection& connection, const House& house,
                                  const accounts::Session& session, std::string_view bytes) {
    if (const auto refused = refusal_of(house, session, bytes)) return *refused;
    if (const auto refused = pace_refusal(connection, house, session)) return *refused;
    const auto decoded = house.decoder.decode(bytes);
    if (!decoded) return decoded.error();
    const std::string key = base::random_code(key_length);
    const auto id = add_row(connection, house, session, key, *decoded);
    try {
        house.store.put(full_name(key), decoded->full, content_type);
        house.store.put(thumb_name(key), decoded->thumb, content_type);
    } catch (const StoreAway& away) {
        // What of it was stored goes with its row.
        base::log::error("a picture could not be stored: {}", away.what());
        return ErrorCode::unavailable;
    }
    store::media_stored(connection, id, house.clock.now());
    return store::find_media(connection, id).value();
}

}  // namespace media
