// Files that are delivered to buyers: of a listing to everybody who buys it, or made for one order. The objects lie in a media::ObjectStore under the row's key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/orders.h"

namespace store {

struct ItemFile {
    base::ItemFileId id{};
    base::ItemId item{};
    std::optional<base::OrderId> order{};  // made for this one alone
    std::string key{};                     // the object's name
    std::string name{};                    // cleaned: without a path
    std::uint64_t byte_size = 0;
    base::Time created_at{};
};

struct NewFile {
    base::ItemId item{};
    std::optional<base::OrderId> order{};
    std::string_view key{};
    std::string_view name{};
    std::uint64_t byte_size = 0;
    base::Time at{};
};
// Of an upload that begins: the row first, then the object, then file_stored(). Before that nobody is given it.
base::ItemFileId add_file(db::Connection& connection, const NewFile& file);
void file_stored(db::Connection& connection, base::ItemFileId id, base::Time now);

// Of a listing, for whoever buys it now: stored and not removed, the oldest first.
std::vector<ItemFile> files_of_item(db::Connection& connection, base::ItemId item);
// What the buyer of an order gets: what the listing had when it was made, and what was made for it, the oldest first.
std::vector<ItemFile> files_for(db::Connection& connection, const Order& order);

// How many there are that count against the bound, also those whose upload goes on.
std::uint64_t count_files_of_item(db::Connection& connection, base::ItemId item);
std::uint64_t count_files_of_order(db::Connection& connection, base::OrderId order);

// Orders that are made later do not get it; false when there is none of this listing. Not of one made for an order.
bool remove_file(db::Connection& connection, base::ItemId item, base::ItemFileId id, base::Time now);
// An upload that came to nothing.
void drop_file(db::Connection& connection, base::ItemFileId id, base::Time now);
void remove_files_of(db::Connection& connection, base::ItemId item, base::Time now);

// Uploads for this listing that began before `before` and never ended: nobody can have got them.
void remove_unstored_files(db::Connection& connection, base::ItemId item, base::Time before, base::Time now);

// Listings that were removed within [`from`, `to`) and still have files for whoever buys them, with no report of them open.
std::vector<base::ItemId> removed_with_files(db::Connection& connection, base::Time from, base::Time to,
                                             unsigned most);

struct ErasableFile {
    base::ItemFileId id{};
    std::string key{};
};
// Removed before `before`, with objects that are still to be erased.
std::vector<ErasableFile> erasable_files(db::Connection& connection, base::Time before, unsigned most);
void file_erased(db::Connection& connection, base::ItemFileId id, base::Time now);

}  // namespace store
