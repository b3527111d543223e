// The pictures of listings: which are shown of which, and in what order. Their own rows are store/media.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct ItemPicture {
    base::MediaId id{};
    std::string key{};
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::string blur{};
};
// In the order in which they are shown; without those that are gone.
std::vector<ItemPicture> pictures_of(db::Connection& connection, base::ItemId item);

// The listing that shows this picture; nothing when there is none.
std::optional<base::ItemId> item_showing(db::Connection& connection, base::MediaId media);

// These and no others, in this order. Inside the caller's transaction, which holds the listing's lock.
void set_pictures(db::Connection& connection, base::ItemId item, const std::vector<base::MediaId>& pictures);
// A picture that nothing shows any more: its objects go with the next run of the job.
void remove_picture(db::Connection& connection, base::MediaId media, base::Time now);
// All of a listing's.
void remove_pictures_of(db::Connection& connection, base::ItemId item, base::Time now);

// Listings that were removed within [`from`, `to`) and still have pictures, with no report of them open.
std::vector<base::ItemId> removed_with_pictures(db::Connection& connection, base::Time from, base::Time to,
                                                unsigned most);

}  // namespace store
