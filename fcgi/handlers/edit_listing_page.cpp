#include "fcgi/handlers/edit_listing_page.h"

#include "core/market/access.h"
#include "core/store/market_files.h"
#include "core/store/market_pictures.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using store::ItemState;

std::optional<std::string> note_of(Context& context, const store::Item& item) {
    const auto done = context.request().query.get("done");
    const auto& language = context.language();
    if (done == "added") return language.text("The draft is saved. Add pictures and files, and offer it.");
    const bool waits = item.state == ItemState::pending_review;
    if (done == "saved")
        return waits ? language.text("Saved. A moderator looks at it before it is offered.")
                     : language.text("Saved.");
    if (done == "state") return item_state_text(language, item.state);
    return std::nullopt;
}

void add_pictures(Context& context, const store::Item& item, view::EditListingPage& page) {
    const auto pictures = store::pictures_of(context.connection(), item.id);
    for (const auto& picture : pictures)
        page.pictures.push_back({.id = picture.id.value,
                                 .key = picture.key,
                                 .width = picture.thumb_width,
                                 .height = picture.thumb_height});
    page.pictures_text =
        context.language().plural("{1} picture. The first is shown in lists.",
                                  "{1} pictures. The first is shown in lists.", pictures.size());
    page.more_pictures = pictures.size() < context.services().config.limits.item_pictures;
    page.declare_pictures = item.content == store::ContentType::nsfw && item.state != ItemState::draft;
}

void add_files(Context& context, const store::Item& item, view::EditListingPage& page) {
    const auto files = store::files_of_item(context.connection(), item.id);
    for (const auto& file : files)
        page.files.push_back(
            {.id = file.id.value, .name = file.name, .size = file_size_text(file.byte_size)});
    page.more_files = files.size() < context.services().config.limits.item_files;
}

}  // namespace

view::EditListingPage edit_listing_page(Context& context, const store::Item& item) {
    view::EditListingPage page;
    page.id = item.id.value;
    page.mark = market::mark_of(item);
    page.heading = item.title;
    page.state = item_state_text(context.language(), item.state);
    page.note = note_of(context, item);
    if (!item.review_note.empty()) page.review_note = item.review_note;
    page.shown = market::is_public(item);
    page.offer = item.state == ItemState::draft;
    page.resume = item.state == ItemState::paused;
    page.pause = item.state == ItemState::published || item.state == ItemState::sold_out;
    page.declare = item.content == store::ContentType::nsfw && (page.offer || !item.consent_declared_at);
    page.fields = listing_fields(context, &item);
    add_pictures(context, item, page);
    add_files(context, item, page);
    return page;
}

Response to_listing(base::ItemId id, std::string_view done, std::string_view place) {
    return Response::redirect("/market/items/" + std::to_string(id.value) +
                              "/edit?done=" + std::string(done) + std::string(place));
}

}  // namespace fcgi::handlers
