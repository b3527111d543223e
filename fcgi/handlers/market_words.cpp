#include "fcgi/handlers/market_words.h"

#include <fmt/format.h>

namespace fcgi::handlers {

std::string category_text(const view::Language& language, store::ItemCategory category) {
    switch (category) {
        case store::ItemCategory::photos:
            return language.text("Photos");
        case store::ItemCategory::videos:
            return language.text("Videos");
        case store::ItemCategory::custom_content:
            return language.text("Made to order");
        case store::ItemCategory::services:
            return language.text("Services");
        case store::ItemCategory::other:
            break;
    }
    return language.text("Other things");
}

std::optional<std::string> rating_text(const view::Language& language, const store::Stars& stars) {
    if (stars.count == 0) return std::nullopt;
    // Rounded to the nearest tenth.
    const std::uint64_t tenths = (20 * stars.sum + stars.count) / (2 * stars.count);
    return fmt::format("★ {}.{} · {}", tenths / 10, tenths % 10,
                       language.plural("{1} rating", "{1} ratings", stars.count));
}

view::ItemPictureView picture_view(const store::ItemPicture& picture, store::ContentType content) {
    return {.id = picture.id.value,
            .key = picture.key,
            .width = picture.thumb_width,
            .height = picture.thumb_height,
            .blur = base::to_base64(picture.blur),
            .blurred = content == store::ContentType::nsfw};
}

std::vector<view::ItemCardView> card_views(const view::Language& language,
                                           const std::vector<store::ItemCard>& cards) {
    if (cards.empty()) return {};
    const view::MoneyText price(language.code());
    std::vector<view::ItemCardView> views;
    for (const auto& card : cards) {
        view::ItemCardView view{
            .id = card.id.value,
            .title = card.title,
            .price = price(card.price),
            .category = category_text(language, card.category),
            .seller = card.seller_name,
            .rating = rating_text(language, {.count = card.rating_count, .sum = card.rating_sum}),
            .nsfw = card.content == store::ContentType::nsfw,
            .picture = std::nullopt};
        if (card.picture) view.picture = picture_view(*card.picture, card.content);
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace fcgi::handlers
