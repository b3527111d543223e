// Pictures and files of listings: sent up, put in order, removed.
#include "core/market/files.h"
#include "core/market/pictures.h"
#include "fcgi/handlers/edit_listing_page.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

base::Result<Response> pictures_again(Context& context, const base::Error& error) {
    return edit_listing_again(context, error, [&](view::EditListingPage& page) {
        page.picture_error = context.language().text(error);
    });
}

base::Result<Response> files_again(Context& context, const base::Error& error) {
    return edit_listing_again(context, error, [&](view::EditListingPage& page) {
        page.file_error = context.language().text(error);
    });
}

std::optional<market::PictureMove> typed_picture_move(Context& context) {
    const auto step = context.request().fields.get("do");
    if (step == "first") return market::PictureMove::first;
    if (step == "earlier") return market::PictureMove::earlier;
    if (step == "later") return market::PictureMove::later;
    if (step == "remove") return market::PictureMove::remove;
    return std::nullopt;
}

}  // namespace

base::Result<Response> add_item_picture(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const Services& services = context.services();
    const bool consent = context.request().fields.get("consent") == "yes";
    const auto added =
        market::add_picture(context.connection(), services.house(), services.picture_house(),
                            context.session().value(), item->id, context.request().upload(), consent);
    if (!added) return pictures_again(context, added.error());
    return to_listing(item->id, "saved", "#pictures");
}

base::Result<Response> move_item_picture(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const auto step = typed_picture_move(context);
    if (!step) return pictures_again(context, base::Error{ErrorCode::bad_request});
    const base::MediaId picture{parse_seq(context.path("picture")).value_or(0)};
    const auto moved = market::move_picture(context.connection(), context.services().house(),
                                            context.session().value(), item->id, picture, *step);
    if (!moved) return pictures_again(context, moved.error());
    return to_listing(item->id, "saved", "#pictures");
}

base::Result<Response> add_item_file(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const auto house = context.services().house();
    const auto added = market::add_file(
        context.connection(), {house, context.services().pictures}, context.session().value(), item->id,
        {.name = context.request().upload_name, .bytes = context.request().upload()});
    if (!added) return files_again(context, added.error());
    return to_listing(item->id, "saved", "#files");
}

base::Result<Response> remove_item_file(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const base::ItemFileId file{parse_seq(context.path("file")).value_or(0)};
    const auto refused = market::remove_file(context.connection(), context.services().house(),
                                             context.session().value(), item->id, file);
    if (refused) return files_again(context, *refused);
    return to_listing(item->id, "saved", "#files");
}

}  // namespace fcgi::handlers
