// What the market's pages call things in the visitor's language. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/store/market_search.h"
#include "core/store/sellers.h"
#include "core/view/locale.h"
#include "core/view/market_pages.h"
#include "core/view/money_text.h"

namespace fcgi::handlers {

std::string category_text(const view::Language& language, store::ItemCategory category);
// "★ 4.5 · 12 ratings"; nothing where nobody has rated.
std::optional<std::string> rating_text(const view::Language& language, const store::Stars& stars);

// Of a listing of this kind: what shows nudity or sex is blurred until somebody asks for it.
view::ItemPictureView picture_view(const store::ItemPicture& picture, store::ContentType content);
std::vector<view::ItemCardView> card_views(const view::Language& language,
                                           const std::vector<store::ItemCard>& cards);

}  // namespace fcgi::handlers
