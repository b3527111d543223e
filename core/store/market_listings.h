// Listings as their sellers and moderators work on them: drafts, changes, what was on offer before, what waits for a look. What may follow on what stands in
// core/market/listing_state.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/market_items.h"
#include "core/store/moderation_cases.h"

namespace store {

// What a seller decides about a listing.
struct ItemFacts {
    std::string title{};
    std::string description{};
    ItemCategory category = ItemCategory::other;
    ContentType content = ContentType::sfw;
    Money price{};
    std::optional<std::uint64_t> stock{};  // nothing: without end
    base::LanguageRoomId room{};

    bool operator==(const ItemFacts&) const = default;
};
ItemFacts facts_of(const Item& item);

// A draft. Inside the caller's transaction, as all of this.
base::ItemId add_item(db::Connection& connection, base::UserId seller, const ItemFacts& facts,
                      base::Time now);
void change_item(db::Connection& connection, base::ItemId id, const ItemFacts& facts, base::Time now);
// When the seller declared that everybody shown is of age and agrees; nothing: they have to declare it anew.
void set_item_consent(db::Connection& connection, base::ItemId id, std::optional<base::Time> declared_at);
// Why a moderator has not let it be offered; empty: nothing of that kind.
void set_review_note(db::Connection& connection, base::ItemId id, std::string_view note);
// It is on offer: the first time counts.
void set_item_listed(db::Connection& connection, base::ItemId id, base::Time now);
// Keeps the row as it stands as its next version.
void add_revision(db::Connection& connection, base::ItemId id, base::Time now);

// Deletes a draft that was never on offer, has no files and was never spoken of; false when it is none, and then it stays. Its pictures must be gone.
bool erase_draft(db::Connection& connection, base::ItemId id);

// Whether a seller has this many that are not removed.
bool has_items(db::Connection& connection, base::UserId seller, std::size_t count);

// One of a seller's own, as their list has it.
struct OwnItem {
    base::ItemId id{};
    std::string title{};
    ContentType content = ContentType::sfw;
    Money price{};
    ItemState state = ItemState::draft;
    std::optional<std::uint64_t> stock{};
    bool refused = false;  // a moderator has said why
    base::Time updated_at{};
    std::optional<base::MediaId> picture{};  // the first one
    std::string picture_key{};
};
// Those that are not removed, the newest first.
std::vector<OwnItem> items_of_seller(db::Connection& connection, base::UserId seller, std::size_t most);

// One version of what was on offer.
struct Revision {
    std::uint32_t version = 0;
    std::string title{};
    std::string description{};
    ItemCategory category = ItemCategory::other;
    ContentType content = ContentType::sfw;
    Money price{};
    std::optional<base::Time> consent_declared_at{};
    base::Time at{};
};
// The newest first.
std::vector<Revision> revisions_of(db::Connection& connection, base::ItemId id, std::size_t most);

// Whether it is hidden until somebody has decided about a report of it.
bool is_item_hidden(db::Connection& connection, base::ItemId id);
// Whether somebody has reported it, and nobody has decided yet.
bool has_open_case(db::Connection& connection, base::ItemId id);

// Those that wait to be looked at before they are offered, the oldest first; without those that a case is about that hides them.
std::vector<base::ItemId> items_to_review(db::Connection& connection, const CaseScope& scope,
                                          std::size_t most);

}  // namespace store
