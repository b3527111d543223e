#include "core/market/pictures.h"

#include <algorithm>

#include "core/db/transaction.h"
#include "core/market/access.h"
#include "core/market/item_index.h"
#include "core/market/listing.h"
#include "core/market/listing_state.h"
#include "core/media/film.h"
#include "core/store/market_pictures.h"

namespace market {
namespace {

using base::ErrorCode;
using enum store::ItemState;

std::vector<base::MediaId> ids_of(const std::vector<store::ItemPicture>& pictures) {
    std::vector<base::MediaId> ids;
    ids.reserve(pictures.size());
    for (const auto& picture : pictures) ids.push_back(picture.id);
    return ids;
}

// Why this listing takes no other picture now.
std::optional<base::Error> refusal_of(db::Connection& connection, const chat::House& house,
                                      const accounts::Session& session, const store::Item& item,
                                      bool consent) {
    if (store::pictures_of(connection, item.id).size() >= house.config.limits.item_pictures)
        return base::Error{ErrorCode::item_pictures_many};
    if (item.state == draft) return std::nullopt;
    if (auto refused = selling_refusal(house, session, item.content)) return refused;
    if (item.content == store::ContentType::nsfw && !consent) return base::Error{ErrorCode::item_consent};
    return std::nullopt;
}

// It has one more, and what was declared of the others is declared of all.
store::ItemState show(db::Connection& connection, const chat::House& house, const store::Item& item,
                      base::MediaId picture) {
    const base::Time now = house.clock.now();
    auto ids = ids_of(store::pictures_of(connection, item.id));
    ids.push_back(picture);
    store::attach_media(connection, {picture}, now);
    store::set_pictures(connection, item.id, ids);
    const bool nsfw = item.content == store::ContentType::nsfw;
    if (nsfw)
        store::set_item_consent(connection, item.id, item.state == draft ? std::nullopt : std::optional(now));
    if (item.state == draft || !needs_review(house.config.market.review, item.content)) return item.state;
    store::set_item_state(connection, item.id, pending_review, now);
    settle_index(connection, house.config.limits, item.id);
    return pending_review;
}

}  // namespace

base::Result<store::ItemState> add_picture(db::Connection& connection, const chat::House& house,
                                           const media::House& pictures, const accounts::Session& session,
                                           base::ItemId id, std::string_view bytes, bool consent) {
    const auto refusal = [&](db::Connection& inside) -> base::Result<store::Item> {
        auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        if (const auto refused = refusal_of(inside, house, session, *item, consent)) return *refused;
        return item;
    };
    // Asked before it is read, which takes long, and again when it is.
    const auto may = db::transact(connection, refusal);
    if (!may) return may.error();
    if (media::film_kind_of(bytes)) return ErrorCode::picture_type;
    const auto uploaded = media::upload(connection, pictures, session, bytes);
    if (!uploaded) return uploaded.error();
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<store::ItemState> {
        const auto item = refusal(inside);
        if (!item) return item.error();
        // Whoever deletes their account meanwhile takes it with them.
        const auto media = store::lock_media(inside, {uploaded->id});
        if (media.empty() || media.front().removed || media.front().attached) return ErrorCode::picture_gone;
        return show(inside, house, *item, uploaded->id);
    });
}

base::Result<store::ItemState> move_picture(db::Connection& connection, const chat::House& house,
                                            const accounts::Session& session, base::ItemId id,
                                            base::MediaId picture, PictureMove move) {
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<store::ItemState> {
        const auto item = lock_own(inside, session, id);
        if (!item) return item.error();
        auto ids = ids_of(store::pictures_of(inside, id));
        const auto found = std::ranges::find(ids, picture);
        if (found == ids.end()) return ErrorCode::picture_gone;
        if (move == PictureMove::remove) {
            ids.erase(found);
            store::remove_picture(inside, picture, house.clock.now());
        } else if (move == PictureMove::first) {
            std::rotate(ids.begin(), found, found + 1);
        } else if (move == PictureMove::earlier && found != ids.begin()) {
            std::iter_swap(found, found - 1);
        } else if (move == PictureMove::later && found + 1 != ids.end()) {
            std::iter_swap(found, found + 1);
        }
        store::set_pictures(inside, id, ids);
        return item->state;
    });
}

}  // namespace market
