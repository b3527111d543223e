// Finding listings: by browsing in an order, or by their words. One page at a time, each saying where the next begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/chat/block.h"
#include "core/store/market_search.h"

namespace market {

// What somebody looks for.
struct ItemFilter {
    std::string words{};  // as typed; where there are any, the newest come first whatever the order says
    std::optional<base::LanguageRoomId> room{};
    std::optional<store::ItemCategory> category{};
    std::optional<store::Currency> currency{};
    std::optional<std::uint64_t>
        least{};  // minor units; bounds and orders by price are of one currency, and ignored without
    std::optional<std::uint64_t> most{};
    store::ItemOrder order = store::ItemOrder::newest;
    std::optional<store::ContentType> content{};  // nothing: whatever the viewer may see
};

// For whom.
struct Viewer {
    bool sees_nsfw = false;   // market::sees_nsfw
    chat::Blocked blocked{};  // whose listings they do not want to see
};

// Where a page begins; of a search only the number counts.
using ItemPlace = store::ShelfPlace;
// "1767225600000-42" in addresses.
std::string text_of(const ItemPlace& place);
std::optional<ItemPlace> parse_place(std::string_view text);

struct ItemPage {
    std::vector<store::ItemCard> items;
    std::optional<ItemPlace> after{};  // where to go on, when there may be more
    bool broken_off = false;           // so few fit that what follows was not looked at yet
};

// At most limits.market_page of what is on offer, of sellers in good standing whom the viewer has not blocked.
ItemPage find(db::Connection& connection, const base::Limits& limits, const ItemFilter& filter,
              const Viewer& viewer, const std::optional<ItemPlace>& after);

// Likewise what one person has on offer, the newest first.
ItemPage offers_of(db::Connection& connection, const base::Limits& limits, base::UserId seller,
                   const Viewer& viewer, const std::optional<ItemPlace>& after);

// The newest of a room, at most `most`; nothing says whether there are more.
std::vector<store::ItemCard> newest(db::Connection& connection, base::LanguageRoomId room,
                                    const Viewer& viewer, std::size_t most);

}  // namespace market
