// Listings that wait for a moderator before they are offered.
#include "core/base/crypto.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/listing_review.h"
#include "core/store/market_listings.h"
#include "core/store/market_pictures.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/listing_form.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t most_shown = 20;

std::string title(Context& context) { return context.language().text("Listings to look at"); }

view::ReviewRow row_of(Context& context, const store::Item& item) {
    const auto& language = context.language();
    view::ReviewRow row{.id = item.id.value,
                        .title = item.title,
                        .description = item.description,
                        .facts = facts_text(language, item.category, item.content, item.price),
                        .seller_id = item.seller_person.value,
                        .seller = item.seller_name,
                        .at = view::moment_text(item.updated_at, language),
                        .offered_before = item.version > 0,
                        .pictures = {},
                        .draft = {},
                        .note_error = std::nullopt};
    const bool covered = item.content == store::ContentType::nsfw;
    for (const auto& picture : store::pictures_of(context.connection(), item.id))
        row.pictures.push_back({.id = picture.id.value,
                                .key = picture.key,
                                .width = picture.thumb_width,
                                .height = picture.thumb_height,
                                .blur = covered ? base::to_base64(picture.blur) : std::string()});
    return row;
}

base::Result<view::ListingReviewsPage> reviews_page(Context& context) {
    const auto scope = moderation::scope_of(context.connection(), context.session().value());
    if (!scope) return scope.error();
    view::ListingReviewsPage page;
    for (const auto id : store::items_to_review(context.connection(), *scope, most_shown)) {
        if (const auto item = store::find_item(context.connection(), id))
            page.listings.push_back(row_of(context, *item));
    }
    return page;
}

base::Result<Response> reviews_again(Context& context, const base::Error& error) {
    if (context.request().wants_json) return error;
    auto page = reviews_page(context);
    if (!page) return error;
    const auto asked = item_in_path(context).value;
    bool placed = false;
    for (auto& listing : page->listings) {
        if (listing.id != asked) continue;
        listing.draft = context.request().fields.get("note");
        placed = error.code == ErrorCode::item_note_missing || error.code == ErrorCode::moderation_text_long;
        if (placed) listing.note_error = context.language().text(error);
    }
    if (!placed) page->form_error = context.language().text(error);
    return refused_page(context, error, title(context), *page);
}

std::optional<bool> typed_verdict(Context& context) {
    const auto verdict = context.request().fields.get("do");
    if (verdict == "approve") return true;
    if (verdict == "refuse") return false;
    return std::nullopt;
}

}  // namespace

base::Result<Response> show_listing_reviews(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    auto page = reviews_page(context);
    if (!page) return page.error();
    if (context.request().query.has("done")) page->note = context.language().text("Done. It is on record.");
    return context.page(200, title(context), *page);
}

base::Result<Response> review_listing(Context& context) {
    const Services& services = context.services();
    const auto done = moderation::review_listing(context.connection(), services.house(),
                                                 audit::Log(services.config), actor_of(context),
                                                 {.item = item_in_path(context),
                                                  .approve = typed_verdict(context),
                                                  .note = typed_text(context, "note")});
    if (!done) return reviews_again(context, done.error());
    return Response::redirect("/moderation/listings?done=1");
}

}  // namespace fcgi::handlers
