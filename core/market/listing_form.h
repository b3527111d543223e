// What a seller types about a listing, and what may become of it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/store/market_listings.h"

namespace market {

struct ListingForm {
    std::string title{};
    std::string description{};
    std::optional<store::ItemCategory> category{};
    std::optional<store::ContentType> content{};
    std::string price{};  // "12", "12.50", "12,50"
    std::optional<store::Currency> currency{};
    std::string stock{};  // empty: without end
    std::optional<base::LanguageRoomId> room{};
    bool consent = false;  // everybody shown is of age and agrees: declared with this form
};

// The listing as it is stored: texts in NFC, cleaned like what is said in lounges, the title in one line. Errors: item_title_missing, item_title_long,
// item_text_missing, item_text_long, body_invalid, item_category_missing, item_type_missing, item_room_missing, item_price, item_currency, item_stock.
base::Result<store::ItemFacts> check_listing(const ListingForm& form, const base::Limits& limits);

// Minor units of "12", "12.5", "12.50" or "12,50", exactly; nothing for whatever else.
std::optional<std::uint64_t> parse_price(std::string_view text);
// "12.50", without its currency, as a form has it.
std::string plain_price(std::uint64_t minor);

}  // namespace market
