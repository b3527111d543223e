// A listing's page for whoever sells it: several forms, each of which comes back to it.
#pragma once

#include <string_view>

#include "core/store/market_items.h"
#include "core/view/selling_pages.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/listing_form.h"

namespace fcgi::handlers {

view::EditListingPage edit_listing_page(Context& context, const store::Item& item);

// Back to it by GET. `done`: which note it shows.
Response to_listing(base::ItemId id, std::string_view done, std::string_view place = {});

// A form that was refused: the page as it is now, and place(page) says why. Who may not see the page is told so instead.
template <class Place>
base::Result<Response> edit_listing_again(Context& context, const base::Error& error, Place&& place) {
    if (context.request().wants_json) return error;
    const auto item = own_item(context);
    if (!item) return item.error();
    view::EditListingPage page = edit_listing_page(context, *item);
    place(page);
    return refused_page(context, error, page.heading, page);
}

}  // namespace fcgi::handlers
