#include "fcgi/handlers/listing_form.h"

#include <array>

#include "core/store/lounges.h"
#include "fcgi/handlers/market_words.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

constexpr std::array categories{store::ItemCategory::photos, store::ItemCategory::videos,
                                store::ItemCategory::custom_content, store::ItemCategory::services,
                                store::ItemCategory::other};
constexpr std::array types{store::ContentType::sfw, store::ContentType::nsfw};
constexpr std::array currencies{store::Currency::usd, store::Currency::eur, store::Currency::gbp};

// What stands in the fields, by the names of the form.
struct Shown {
    std::string title{};
    std::string description{};
    std::string category{};
    std::string type{};
    std::string price{};
    std::string currency{};
    std::string stock{};
    std::string language{};
};

Shown shown_of(Context& context, const store::Item* item) {
    const Fields& form = context.request().fields;
    const auto typed = [&](std::string_view name) { return std::string(form.get(name)); };
    if (form.has("title"))
        return {typed("title"), typed("description"), typed("category"), typed("contentType"),
                typed("price"), typed("currency"),    typed("stock"),    typed("language")};
    if (item == nullptr) return {.currency = "USD", .language = context.language().code()};
    return {item->title,
            item->description,
            std::string(store::name_of(item->category)),
            std::string(store::name_of(item->content)),
            market::plain_price(item->price.minor),
            std::string(store::name_of(item->price.currency)),
            item->stock ? std::to_string(*item->stock) : std::string(),
            item->language};
}

std::optional<std::string>& place_of(ErrorCode code, view::ListingFields& fields,
                                     std::optional<std::string>& form_error) {
    switch (code) {
        case ErrorCode::item_title_missing:
        case ErrorCode::item_title_long:
            return fields.title_error;
        case ErrorCode::item_text_missing:
        case ErrorCode::item_text_long:
            return fields.description_error;
        case ErrorCode::item_category_missing:
            return fields.category_error;
        case ErrorCode::item_type_missing:
        case ErrorCode::seller_unverified:
            return fields.type_error;
        case ErrorCode::item_room_missing:
            return fields.room_error;
        case ErrorCode::item_price:
            return fields.price_error;
        case ErrorCode::item_currency:
            return fields.currency_error;
        case ErrorCode::item_stock:
            return fields.stock_error;
        case ErrorCode::item_consent:
            return fields.declare ? fields.consent_error : form_error;
        default:
            return form_error;
    }
}

}  // namespace

market::ListingForm typed_listing(Context& context) {
    const Fields& form = context.request().fields;
    market::ListingForm typed{.title = std::string(form.get("title")),
                              .description = std::string(form.get("description")),
                              .category = store::parse_item_category(form.get("category")),
                              .content = store::parse_content_type(form.get("contentType")),
                              .price = std::string(form.get("price")),
                              .currency = store::parse_currency(form.get("currency")),
                              .stock = std::string(form.get("stock")),
                              .room = std::nullopt,
                              .consent = form.get("consent") == "yes"};
    for (const auto& room : store::language_rooms(context.connection())) {
        if (room.code == form.get("language")) typed.room = room.id;
    }
    return typed;
}

view::ListingFields listing_fields(Context& context, const store::Item* item) {
    const auto& language = context.language();
    Shown shown = shown_of(context, item);
    view::ListingFields fields;
    for (const auto category : categories)
        fields.categories.push_back({.value = std::string(store::name_of(category)),
                                     .text = category_text(language, category),
                                     .chosen = store::name_of(category) == shown.category});
    for (const auto type : types)
        fields.types.push_back({.value = std::string(store::name_of(type)),
                                .text = content_type_text(language, type),
                                .chosen = store::name_of(type) == shown.type});
    for (const auto currency : currencies)
        fields.currencies.push_back({.value = std::string(store::name_of(currency)),
                                     .text = std::string(store::name_of(currency)),
                                     .chosen = store::name_of(currency) == shown.currency});
    for (const auto& room : store::language_rooms(context.connection()))
        fields.rooms.push_back(
            {.value = room.code, .text = room.name, .chosen = room.code == shown.language});
    fields.title = std::move(shown.title);
    fields.description = std::move(shown.description);
    fields.price = std::move(shown.price);
    fields.stock = std::move(shown.stock);
    fields.declare = item != nullptr && item->state != store::ItemState::draft;
    fields.consent = context.request().fields.get("consent") == "yes";
    return fields;
}

void place_error(Context& context, const base::Error& error, view::ListingFields& fields,
                 std::optional<std::string>& form_error) {
    // The words of the table are for buyers.
    const bool changed = error.code == ErrorCode::item_changed;
    place_of(error.code, fields, form_error) =
        changed
            ? context.language().text(
                  "The listing was changed while this page was open, or a piece was sold. Please look at it once more and save again.")
            : context.language().text(error);
}

base::ItemId item_in_path(Context& context) { return base::ItemId{id_in_path(context)}; }

base::Result<store::Item> own_item(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    const auto& session = context.session().value();
    if (!session.user) return ErrorCode::members_only;
    auto item = store::find_item(context.connection(), item_in_path(context));
    const bool gone = !item || item->seller != *session.user || item->state == store::ItemState::removed;
    if (gone) return ErrorCode::item_unknown;
    return std::move(*item);
}

std::optional<base::Error> market_closed(Context& context) {
    if (context.services().config.market.open) return std::nullopt;
    return base::Error{ErrorCode::not_found};
}

}  // namespace fcgi::handlers
