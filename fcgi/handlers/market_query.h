// What the addresses of the market's pages ask for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/market/finding.h"
#include "core/store/lounges.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// Of GET /market. What is unknown counts as not chosen.
struct MarketQuery {
    market::ItemFilter filter{};
    std::string language{};  // "en", or "all"
    std::string least{};     // as typed
    std::string most{};
    bool prices_readable = true;
};
// Without a language the visitor's own is meant. Where a price matters and no currency is chosen, the one is taken that is usual where the language is spoken.
MarketQuery market_query(Context& context, const std::vector<store::LanguageRoom>& rooms);

// Where the page begins. Errors: bad_request for what is no place.
base::Result<std::optional<market::ItemPlace>> item_place(const Request& request);

// For whom listings are looked for. The visitor has a session.
market::Viewer market_viewer(Context& context);

}  // namespace fcgi::handlers
