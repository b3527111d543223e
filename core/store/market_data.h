// What the market knows about one member and other nouns do not list by themselves: to be handed over or erased. Orders are in orders.h, their money in ledger.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/market_listings.h"

namespace store {

// One of a seller's listings, also one that is removed.
struct OfferedItem {
    base::ItemId id{};
    ItemFacts facts{};
    ItemState state = ItemState::draft;
    base::Time created_at{};
    base::Time updated_at{};
};
struct OfferedFile {
    base::ItemId item{};
    std::optional<base::OrderId> order{};  // made for this one alone
    std::string name{};
    std::uint64_t byte_size = 0;
    base::Time at{};
    std::optional<base::Time> removed_at{};
};
struct WrittenOrderMessage {
    base::OrderId order{};
    base::Time at{};
    std::string body{};
};
struct GivenRating {
    base::OrderId order{};
    unsigned stars = 0;
    std::string body{};
    base::Time at{};
};

// By their number.
std::vector<OfferedItem> items_offered_by(db::Connection& connection, base::UserId seller);
std::vector<OfferedFile> files_offered_by(db::Connection& connection, base::UserId seller);
std::vector<WrittenOrderMessage> order_messages_by(db::Connection& connection, base::UserId author);
std::vector<GivenRating> ratings_by(db::Connection& connection, base::UserId buyer);

// Those that are not removed, by their number.
std::vector<base::ItemId> standing_items_of(db::Connection& connection, base::UserId seller);

// Inside the caller's transaction. Where their money goes, what they wrote in orders, disputes and ratings, and listings that never were on offer: none of it holds a word any more. Orders, stars and
// the ledger stay.
void erase_market_texts(db::Connection& connection, base::UserId user);

}  // namespace store
