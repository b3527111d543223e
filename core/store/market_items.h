// Listings of the market: their rows, what buyers were shown of them, pieces.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/money.h"
#include "core/store/participants.h"

namespace store {

enum class ItemCategory { photos, videos, custom_content, services, other };
// "PHOTOS". Static storage.
std::string_view name_of(ItemCategory category);
std::optional<ItemCategory> parse_item_category(std::string_view text);

enum class ContentType { sfw, nsfw };
std::string_view name_of(ContentType type);
std::optional<ContentType> parse_content_type(std::string_view text);

// Sold out: no piece is there that is neither sold nor held; published again by itself when one comes back.
enum class ItemState { draft, pending_review, published, paused, sold_out, removed };
std::string_view name_of(ItemState state);
std::optional<ItemState> parse_item_state(std::string_view text);

struct Item {
    base::ItemId id{};
    base::UserId seller{};
    base::ParticipantId seller_person{};
    base::StreamId seller_stream{};
    std::string seller_name{};
    AccountStatus seller_status = AccountStatus::active;
    base::LanguageRoomId room{};
    std::string language{};  // of the room: "en"
    std::string title{};
    std::string description{};
    ItemCategory category = ItemCategory::other;
    ContentType content = ContentType::sfw;
    Money price{};
    ItemState state = ItemState::draft;
    std::uint32_t version = 0;             // of what is on offer; 0: never was
    std::optional<std::uint64_t> stock{};  // nothing: without end
    std::optional<base::Time> consent_declared_at{};
    std::optional<base::Time> listed_at{};
    std::string review_note{};
    std::uint64_t rating_count = 0;
    std::uint64_t rating_sum = 0;
    base::Time created_at{};
    base::Time updated_at{};
};

std::optional<Item> find_item(db::Connection& connection, base::ItemId id);
// The same, locked until the transaction ends.
std::optional<Item> lock_item(db::Connection& connection, base::ItemId id);

// Whatever was set. Keeps moderation_status (PENDING, APPROVED, REMOVED) in step. Inside the caller's transaction, which holds the row's lock.
void set_item_state(db::Connection& connection, base::ItemId id, ItemState state, base::Time now);

// One piece less, and sold out with the last one; false when there is none. Inside the caller's transaction, which holds the lock under which `item` was read.
bool take_piece(db::Connection& connection, const Item& item, base::Time now);
// It comes back: an item that was sold out is published again.
void return_piece(db::Connection& connection, base::ItemId id, base::Time now);

}  // namespace store
