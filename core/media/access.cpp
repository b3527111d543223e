#include "core/media/access.h"

#include "core/base/crypto.h"
#include "core/chat/access.h"
#include "core/store/lounges.h"

namespace media {

base::Result<store::Media> open_picture(db::Connection& connection, const accounts::Session& session,
                                        base::MediaId id, std::string_view key, const chat::House& house) {
    auto picture = store::find_media(connection, id);
    if (!picture || !base::constant_time_equal(picture->key, key)) return base::ErrorCode::not_found;
    if (picture->removed || !picture->stored) return base::ErrorCode::not_found;
    if (picture->owner == session.participant.id) return std::move(*picture);
    if (!picture->attached) return base::ErrorCode::not_found;
    const auto place = store::lounge_showing(connection, id);
    if (!place) return base::ErrorCode::not_found;
    const auto lounges = store::find_lounges(connection, {*place});
    if (lounges.empty()) return base::ErrorCode::not_found;
    if (const auto refused = chat::closed_to(connection, house, session, lounges.front())) return *refused;
    return std::move(*picture);
}

}  // namespace media
