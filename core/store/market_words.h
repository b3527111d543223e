// The index of words that the market's search reads, filled: marketplace_word and what of it stands for which listing. The rule is core/market/item_index.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

// The words of a listing in the index, separated by spaces; empty when it is not in it.
std::string item_words(db::Connection& connection, base::ItemId id);
// Inside the caller's transaction; `words` empty: it is not in the index any more.
void put_item_words(db::Connection& connection, base::ItemId id, std::string_view words);
void add_item_places(db::Connection& connection, base::ItemId id, const std::vector<std::string>& words);
void remove_item_places(db::Connection& connection, base::ItemId id, const std::vector<std::string>& words);

}  // namespace store
