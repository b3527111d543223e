#include "core/store/market_items.h"

#include <array>

#include "core/db/dialect.h"
#include "core/store/named_values.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr const char* select_item =
    "SELECT i.id, i.seller_user_id, p.id, p.stream_id, p.display_name, IF(u.account_status = 'ACTIVE', p.status, u.account_status), i.language_room_id, r.code, i.title, "
    "i.description, i.category, i.content_type, i.price_minor, i.currency, i.state, i.version, i.stock," DB_MS(
        "i.consent_declared_at") "," DB_MS("i.listed_at") ", COALESCE(i.review_note, ''), i.rating_count, i.rating_sum," DB_MS(
        "i.created_at") "," DB_MS("i.updated_at") "FROM marketplace_item i JOIN user u ON u.id = i.seller_user_id "
                                                  "JOIN participant p ON p.user_id = i.seller_user_id "
                                                  "JOIN language_room r ON r.id = i.language_room_id WHERE i.id = ?";

Item read_item(const db::Rows& rows) {
    return {.id = rows.id<base::ItemId>(0),
            .seller = rows.id<base::UserId>(1),
            .seller_person = rows.id<base::ParticipantId>(2),
            .seller_stream = rows.id<base::StreamId>(3),
            .seller_name = rows.text(4),
            .seller_status = parse_account_status(rows.text(5)),
            .room = rows.id<base::LanguageRoomId>(6),
            .language = rows.text(7),
            .title = rows.text(8),
            .description = rows.text(9),
            .category = parse_item_category(rows.text(10)).value(),
            .content = parse_content_type(rows.text(11)).value(),
            .price = {.minor = rows.number(12), .currency = parse_currency(rows.text(13)).value()},
            .state = parse_item_state(rows.text(14)).value(),
            .version = static_cast<std::uint32_t>(rows.number(15)),
            .stock = rows.is_null(16) ? std::nullopt : std::optional(rows.number(16)),
            .consent_declared_at = time_or_none(rows, 17),
            .listed_at = time_or_none(rows, 18),
            .review_note = rows.text(19),
            .rating_count = rows.number(20),
            .rating_sum = rows.number(21),
            .created_at = rows.time(22),
            .updated_at = rows.time(23)};
}

std::string_view moderation_status_of(ItemState state) {
    switch (state) {
        case ItemState::draft:
        case ItemState::pending_review:
            return "PENDING";
        case ItemState::published:
        case ItemState::paused:
        case ItemState::sold_out:
            return "APPROVED";
        case ItemState::removed:
            break;
    }
    return "REMOVED";
}

}  // namespace

std::string_view name_of(ItemCategory category) {
    switch (category) {
        case ItemCategory::photos:
            return "PHOTOS";
        case ItemCategory::videos:
            return "VIDEOS";
        case ItemCategory::custom_content:
            return "CUSTOM_CONTENT";
        case ItemCategory::services:
            return "SERVICES";
        case ItemCategory::other:
            break;
    }
    return "OTHER";
}

std::optional<ItemCategory> parse_item_category(std::string_view text) {
    using enum ItemCategory;
    return value_named(std::array{photos, videos, custom_content, services, other}, text);
}

std::string_view name_of(ContentType type) { return type == ContentType::sfw ? "SFW" : "NSFW"; }

std::optional<ContentType> parse_content_type(std::string_view text) {
    return value_named(std::array{ContentType::sfw, ContentType::nsfw}, text);
}

std::string_view name_of(ItemState state) {
    switch (state) {
        case ItemState::draft:
            return "DRAFT";
        case ItemState::pending_review:
            return "PENDING_REVIEW";
        case ItemState::published:
            return "PUBLISHED";
        case ItemState::paused:
            return "PAUSED";
        case ItemState::sold_out:
            return "SOLD_OUT";
        case ItemState::removed:
            break;
    }
    return "REMOVED";
}

std::optional<ItemState> parse_item_state(std::string_view text) {
    using enum ItemState;
    return value_named(std::array{draft, pending_review, published, paused, sold_out, removed}, text);
}

std::optional<Item> find_item(db::Connection& connection, base::ItemId id) {
    auto rows = connection.query(select_item, id);
    return rows.next() ? std::optional(read_item(rows)) : std::nullopt;
}

std::optional<Item> lock_item(db::Connection& connection, base::ItemId id) {
    {
        auto rows = connection.query("SELECT id FROM marketplace_item WHERE id = ? FOR UPDATE", id);
        if (!rows.next()) return std::nullopt;
    }
    return find_item(connection, id);
}

void set_item_state(db::Connection& connection, base::ItemId id, ItemState state, base::Time now) {
    connection.execute("UPDATE marketplace_item SET state = ?, moderation_status = ?, updated_at =" DB_TIME
                       "WHERE id = ?",
                       name_of(state), moderation_status_of(state), now, id);
}

bool take_piece(db::Connection& connection, const Item& item, base::Time now) {
    if (!item.stock) return true;
    // Assignments go from left to right (https://mariadb.com/kb/en/update/): state sees the stock that is left.
    return connection.execute(
               "UPDATE marketplace_item SET stock = stock - 1, state = IF(stock = 0, 'SOLD_OUT', state), updated_at =" DB_TIME
               "WHERE id = ? AND stock > 0",
               now, item.id) > 0;
}

void return_piece(db::Connection& connection, base::ItemId id, base::Time now) {
    connection.execute(
        "UPDATE marketplace_item SET stock = stock + 1, state = IF(state = 'SOLD_OUT', 'PUBLISHED', state), "
        "updated_at =" DB_TIME "WHERE id = ?",
        now, id);
}

}  // namespace store
