// What sellers' pages call things, in the visitor's language. Pure.
#pragma once

#include <string>

#include "core/store/market_listings.h"
#include "core/view/locale.h"

namespace fcgi::handlers {

std::string content_type_text(const view::Language& language, store::ContentType type);
// What a seller is told about how it stands.
std::string item_state_text(const view::Language& language, store::ItemState state);
// "3 pieces left"; "Does not run out".
std::string pieces_text(const view::Language& language, const std::optional<std::uint64_t>& stock);
// "Photos · €12.50"
std::string facts_text(const view::Language& language, store::ItemCategory category,
                       store::ContentType content, const store::Money& price);
// "1.2 MB"
std::string file_size_text(std::uint64_t bytes);

}  // namespace fcgi::handlers
