// Listings on offer as people find them: along one of the indexes of a shelf, by their numbers, and as cards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store/market_items.h"
#include "core/store/market_pictures.h"

namespace store {

// What nobody offers stands on none (marketplace_item.shelf).
enum class Shelf : std::uint8_t { sfw = 1, nsfw = 2 };

enum class ItemOrder { newest, cheapest, dearest };

// Where a listing stands in an order: by when it was first offered, in ms, or by its price in minor units; then by its number.
struct ShelfPlace {
    std::uint64_t key = 0;
    base::ItemId id{};

    bool operator==(const ShelfPlace&) const = default;
};

// A listing without what only its card shows.
struct ShelvedItem {
    base::ItemId id{};
    std::optional<Shelf> shelf{};  // nothing: it is not on offer
    base::LanguageRoomId room{};
    ItemCategory category = ItemCategory::other;
    Money price{};
    base::Time listed_at{};
    base::ParticipantId seller{};
    bool seller_in_good_standing = false;
};
ShelfPlace place_of(const ShelvedItem& item, ItemOrder order);

// What follows a place of an order, at most `most`. Orders by price are of one currency, and of prices from `least` to `dearest`.
struct ShelfRange {
    Shelf shelf = Shelf::sfw;
    std::optional<base::LanguageRoomId> room{};  // nothing: of all
    std::optional<ItemCategory> category{};
    ItemOrder order = ItemOrder::newest;
    Currency currency = Currency::usd;
    std::uint64_t least = 0;
    std::uint64_t dearest = 0;
    std::optional<ShelfPlace> after{};  // nothing: from the beginning
    std::size_t most = 0;
};
std::vector<ShelvedItem> items_on_shelf(db::Connection& connection, const ShelfRange& range);

// Those of these numbers that are there, whether or not on offer, the highest number first.
std::vector<ShelvedItem> items_at(db::Connection& connection, const std::vector<base::ItemId>& ids);

// At most `most` listings below `before` that hold the word, the highest number first.
std::vector<std::uint64_t> items_with(db::Connection& connection, std::string_view word, std::uint64_t before,
                                      std::size_t most);

// What somebody has on offer, the newest first, at most `most`.
std::vector<ShelvedItem> items_of_seller(db::Connection& connection, base::UserId seller, Shelf shelf,
                                         const std::optional<ShelfPlace>& after, std::size_t most);

struct ItemCard {
    base::ItemId id{};
    std::string title{};
    Money price{};
    ItemCategory category = ItemCategory::other;
    ContentType content = ContentType::sfw;
    base::ParticipantId seller{};
    std::string seller_name{};
    std::uint64_t rating_count = 0;
    std::uint64_t rating_sum = 0;
    std::optional<ItemPicture> picture{};  // the first
};
// In the order of the numbers; those that are not there are left out.
std::vector<ItemCard> item_cards(db::Connection& connection, const std::vector<base::ItemId>& ids);

}  // namespace store
