// The card of a link to a listing of this house: its facts are read, no server is asked.
#pragma once

#include "core/base/config.h"
#include "core/store/link_previews.h"

namespace admin {

// How often the card of a listing is compared with the listing, and how long it is good for other messages.
inline constexpr base::Millis item_look{std::chrono::hours{1}};

// The preview is done with: title and price, the seller, the first picture; of what shows nudity or sex the title alone, marked. NOTHING of a listing that cannot
// be looked at. Inside the caller's transaction.
void record_item(db::Connection& connection, const base::Config& config, const store::WaitingPreview& waiting,
                 base::Time now);

// Whether the listing may still be shown as this preview shows it: it can be looked at, and a picture is shown of what may be shown to all.
bool item_stands(db::Connection& connection, const base::Config& config, const store::OldPreview& preview);

}  // namespace admin
