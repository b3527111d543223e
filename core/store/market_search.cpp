#include "core/store/market_search.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::uint64_t no_end = std::numeric_limits<std::int64_t>::max();
// 9999-12-31, the last day that a column of time can hold.
constexpr std::uint64_t end_of_time = 253'402'214'400'000;

constexpr const char* select_shelved =
    "SELECT i.id, i.shelf, i.language_room_id, i.category, i.price_minor, i.currency," DB_MS(
        "i.listed_at") ", p.id, u.account_status = 'ACTIVE' AND p.status = 'ACTIVE' FROM marketplace_item i ";
constexpr const char* with_seller =
    " STRAIGHT_JOIN user u FORCE INDEX (PRIMARY) ON u.id = i.seller_user_id "
    "STRAIGHT_JOIN participant p FORCE INDEX (participant_user) ON p.user_id = i.seller_user_id WHERE ";

std::optional<Shelf> shelf_of(std::uint64_t number) {
    if (number == 0) return std::nullopt;
    return number == 1 ? Shelf::sfw : Shelf::nsfw;
}

std::vector<ShelvedItem> read_shelved(db::Rows rows) {
    std::vector<ShelvedItem> items;
    while (rows.next()) {
        items.push_back({.id = rows.id<base::ItemId>(0),
                         .shelf = shelf_of(rows.number(1)),
                         .room = rows.id<base::LanguageRoomId>(2),
                         .category = parse_item_category(rows.text(3)).value(),
                         .price = {.minor = rows.number(4), .currency = parse_currency(rows.text(5)).value()},
                         .listed_at = rows.is_null(6) ? base::Time{} : rows.time(6),
                         .seller = rows.id<base::ParticipantId>(7),
                         .seller_in_good_standing = rows.flag(8)});
    }
    return items;
}

// The index that has the range together and in its order; the optimiser would rather sort another one.
std::string index_of(const ShelfRange& range) {
    std::string name = "marketplace_item";
    if (range.room) name += "_room";
    if (range.category) name += "_category";
    return name + (range.order == ItemOrder::newest ? "_new" : "_price");
}

// The place itself is two ranges of the index, so that of many listings alike none is looked at in vain.
const char* behind_place(ItemOrder order) {
    switch (order) {
        case ItemOrder::cheapest:
            return "i.currency = ? AND ((i.price_minor = ? AND i.id > ?) OR (i.price_minor > ? AND i.price_minor <= ?)) "
                   "ORDER BY i.price_minor, i.id";
        case ItemOrder::dearest:
            return "i.currency = ? AND ((i.price_minor = ? AND i.id < ?) OR (i.price_minor < ? AND i.price_minor >= ?)) "
                   "ORDER BY i.price_minor DESC, i.id DESC";
        case ItemOrder::newest:
            break;
    }
    return "((i.listed_at =" DB_TIME "AND i.id < ?) OR i.listed_at <" DB_TIME
           ") ORDER BY i.listed_at DESC, i.id DESC";
}

ShelfPlace beginning(const ShelfRange& range) {
    switch (range.order) {
        case ItemOrder::cheapest:
            return {.key = range.least, .id = base::ItemId{0}};
        case ItemOrder::dearest:
            return {.key = range.dearest, .id = base::ItemId{no_end}};
        case ItemOrder::newest:
            break;
    }
    return {.key = end_of_time, .id = base::ItemId{no_end}};
}

ItemPicture read_picture(const db::Rows& rows) {
    return {.id = rows.id<base::MediaId>(10),
            .key = rows.text(11),
            .width = static_cast<std::uint32_t>(rows.number(12)),
            .height = static_cast<std::uint32_t>(rows.number(13)),
            .thumb_width = static_cast<std::uint32_t>(rows.number(14)),
            .thumb_height = static_cast<std::uint32_t>(rows.number(15)),
            .blur = rows.text(16)};
}

ItemCard read_card(const db::Rows& rows) {
    ItemCard card{.id = rows.id<base::ItemId>(0),
                  .title = rows.text(1),
                  .price = {.minor = rows.number(2), .currency = parse_currency(rows.text(3)).value()},
                  .category = parse_item_category(rows.text(4)).value(),
                  .content = parse_content_type(rows.text(5)).value(),
                  .seller = rows.id<base::ParticipantId>(6),
                  .seller_name = rows.text(7),
                  .rating_count = rows.number(8),
                  .rating_sum = rows.number(9)};
    if (!rows.is_null(10)) card.picture = read_picture(rows);
    return card;
}

}  // namespace

ShelfPlace place_of(const ShelvedItem& item, ItemOrder order) {
    const bool by_time = order == ItemOrder::newest;
    return {.key = by_time ? static_cast<std::uint64_t>(base::to_epoch_ms(item.listed_at)) : item.price.minor,
            .id = item.id};
}

std::vector<ShelvedItem> items_on_shelf(db::Connection& connection, const ShelfRange& range) {
    std::string sql = std::string(select_shelved) + "FORCE INDEX (" + index_of(range) + ")" + with_seller +
                      "i.shelf = ? AND ";
    std::vector<db::Param> params{db::param(static_cast<unsigned>(range.shelf))};
    if (range.room) {
        sql += "i.language_room_id = ? AND ";
        params.push_back(db::param(*range.room));
    }
    if (range.category) {
        sql += "i.category = ? AND ";
        params.push_back(db::param(name_of(*range.category)));
    }
    const auto place = range.after.value_or(beginning(range));
    const bool by_price = range.order != ItemOrder::newest;
    if (by_price) params.push_back(db::param(name_of(range.currency)));
    for (const auto value : {place.key, place.id.value, place.key}) params.push_back(db::param(value));
    if (by_price)
        params.push_back(db::param(range.order == ItemOrder::cheapest ? range.dearest : range.least));
    params.push_back(db::param(range.most));
    sql += std::string(behind_place(range.order)) + " LIMIT ?";
    return read_shelved(connection.query_params(sql, params));
}

std::vector<ShelvedItem> items_at(db::Connection& connection, const std::vector<base::ItemId>& ids) {
    std::vector<ShelvedItem> items;
    in_lists(ids, [&](std::span<const base::ItemId> block) {
        const std::string sql =
            std::string(select_shelved) + with_seller + "i.id IN (" + repeat("?", block.size()) + ")";
        auto found = read_shelved(connection.query_params(sql, params_of(block)));
        items.insert(items.end(), found.begin(), found.end());
    });
    std::ranges::sort(items, std::ranges::greater{}, [](const ShelvedItem& item) { return item.id.value; });
    return items;
}

std::vector<std::uint64_t> items_with(db::Connection& connection, std::string_view word, std::uint64_t before,
                                      std::size_t most) {
    auto rows = connection.query(
        "SELECT item_id FROM marketplace_word WHERE word = ? AND item_id < ? ORDER BY item_id DESC LIMIT ?",
        word, before, most);
    std::vector<std::uint64_t> items;
    while (rows.next()) items.push_back(rows.number(0));
    return items;
}

std::vector<ShelvedItem> items_of_seller(db::Connection& connection, base::UserId seller, Shelf shelf,
                                         const std::optional<ShelfPlace>& after, std::size_t most) {
    const auto place = after.value_or(ShelfPlace{.key = end_of_time, .id = base::ItemId{no_end}});
    const std::string sql = std::string(select_shelved) + "FORCE INDEX (marketplace_item_of_seller)" +
                            with_seller + "i.seller_user_id = ? AND i.shelf = ? AND " +
                            behind_place(ItemOrder::newest) + " LIMIT ?";
    return read_shelved(
        connection.query(sql, seller, static_cast<unsigned>(shelf), place.key, place.id, place.key, most));
}

std::vector<ItemCard> item_cards(db::Connection& connection, const std::vector<base::ItemId>& ids) {
    std::unordered_map<base::ItemId, ItemCard> cards;
    in_lists(ids, [&](std::span<const base::ItemId> block) {
        const std::string sql =
            "SELECT i.id, i.title, i.price_minor, i.currency, i.category, i.content_type, p.id, p.display_name, "
            "i.rating_count, i.rating_sum, m.id, m.store_key, m.width, m.height, m.thumb_width, m.thumb_height, m.blur "
            "FROM marketplace_item i STRAIGHT_JOIN participant p ON p.user_id = i.seller_user_id "
            "LEFT JOIN marketplace_picture c ON c.item_id = i.id AND c.position = 0 "
            "LEFT JOIN media m ON m.id = c.media_id AND m.stored_at IS NOT NULL AND m.removed_at IS NULL "
            "WHERE i.id IN (" +
            repeat("?", block.size()) + ")";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) cards.emplace(rows.id<base::ItemId>(0), read_card(rows));
    });
    std::vector<ItemCard> ordered;
    for (const auto id : ids) {
        const auto found = cards.find(id);
        if (found != cards.end()) ordered.push_back(std::move(found->second));
    }
    return ordered;
}

}  // namespace store
