// The form of a listing: what was typed, what it shows, and which field a refusal speaks of.
#pragma once

#include <optional>
#include <string>

#include "core/market/listing.h"
#include "core/view/selling_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

market::ListingForm typed_listing(Context& context);
// With what was typed where the form was sent, else with what the listing says; of a new one nothing but the visitor's language.
view::ListingFields listing_fields(Context& context, const store::Item* item);
// The reason beside the field that it speaks of.
void place_error(Context& context, const base::Error& error, view::ListingFields& fields,
                 std::optional<std::string>& form_error);

// The number in the path.
base::ItemId item_in_path(Context& context);
// The listing in the path, of the visitor who sells it. Errors: members_only, item_unknown.
base::Result<store::Item> own_item(Context& context);
// Where the house has no market nothing of it is there.
std::optional<base::Error> market_closed(Context& context);

}  // namespace fcgi::handlers
