#include "core/media/access.h"

#include "core/base/crypto.h"
#include "core/chat/access.h"
#include "core/market/access.h"
#include "core/store/lounges.h"
#include "core/store/market_pictures.h"

namespace media {
namespace {

// A picture that no message shows: perhaps a listing does.
std::optional<base::Error> refusal_at_market(db::Connection& connection, const accounts::Session& session,
                                             base::MediaId id, const chat::House& house) {
    const auto place = store::item_showing(connection, id);
    const auto item = place ? store::find_item(connection, *place) : std::nullopt;
    if (!item) return base::Error{base::ErrorCode::not_found};
    const auto refused = market::refusal(house, session, *item);
    if (!refused || market::moderates(connection, session, *item)) return std::nullopt;
    // Whoever has learnt an address learns no more of a listing that is not shown.
    if (refused->code == base::ErrorCode::item_unknown) return base::Error{base::ErrorCode::not_found};
    return refused;
}

}  // namespace

base::Result<store::Media> open_picture(db::Connection& connection, const accounts::Session& session,
                                        base::MediaId id, std::string_view key, const chat::House& house) {
    auto picture = store::find_media(connection, id);
    if (!picture || !base::constant_time_equal(picture->key, key)) return base::ErrorCode::not_found;
    if (picture->removed || !picture->stored) return base::ErrorCode::not_found;
    if (picture->owner == session.participant.id) return std::move(*picture);
    if (!picture->attached) return base::ErrorCode::not_found;
    const auto place = store::lounge_showing(connection, id);
    if (!place) {
        if (const auto refused = refusal_at_market(connection, session, id, house)) return *refused;
        return std::move(*picture);
    }
    const auto lounges = store::find_lounges(connection, {*place});
    if (lounges.empty()) return base::ErrorCode::not_found;
    if (const auto refused = chat::closed_to(connection, house, session, lounges.front())) return *refused;
    return std::move(*picture);
}

}  // namespace media
