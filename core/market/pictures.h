// The pictures that sellers show of what they sell.
#pragma once

#include <string_view>

#include "core/chat/post.h"
#include "core/media/upload.h"
#include "core/store/market_items.h"

namespace market {

// Another picture, shown last. Outside of any transaction: it takes seconds. A listing that is on offer goes to the moderators first where the operator wants that;
// one with NSFW needs the declaration anew (`consent`). Errors: those of lock_own() and media::upload(), picture_type for a video, item_pictures_many, item_consent;
// of a listing that is on offer also those of selling_refusal().
base::Result<store::ItemState> add_picture(db::Connection& connection, const chat::House& house,
                                           const media::House& pictures, const accounts::Session& session,
                                           base::ItemId id, std::string_view bytes, bool consent);

enum class PictureMove { first, earlier, later, remove };
// Errors: those of lock_own(), picture_gone for one that the listing does not show.
base::Result<store::ItemState> move_picture(db::Connection& connection, const chat::House& house,
                                            const accounts::Session& session, base::ItemId id,
                                            base::MediaId picture, PictureMove move);

}  // namespace market
