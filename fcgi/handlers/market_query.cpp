#include "fcgi/handlers/market_query.h"

#include <algorithm>
#include <charconv>

#include "core/market/access.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

constexpr std::string_view all_languages = "all";
constexpr std::uint64_t minor_units = 100;
// More than anything costs, and far from what a number cannot hold.
constexpr std::uint64_t largest_price = 1'000'000'000;

store::ItemOrder parse_order(std::string_view text) {
    if (text == "cheapest") return store::ItemOrder::cheapest;
    return text == "dearest" ? store::ItemOrder::dearest : store::ItemOrder::newest;
}

store::Currency usual_currency(const std::string& language) {
    const bool euro = language == "es" || language == "fr" || language == "de" || language == "pt";
    return euro ? store::Currency::eur : store::Currency::usd;
}

// Whole units, as minor ones.
void read_bound(const std::string& typed, std::optional<std::uint64_t>& bound, bool& readable) {
    if (typed.empty()) return;
    std::uint64_t units = 0;
    const char* end = typed.data() + typed.size();
    const auto read = std::from_chars(typed.data(), end, units);
    readable = readable && read.ec == std::errc() && read.ptr == end && units <= largest_price;
    if (readable) bound = units * minor_units;
}

void read_room(Context& context, const std::vector<store::LanguageRoom>& rooms, MarketQuery& query) {
    const auto asked = context.request().query.get("language");
    query.language = asked.empty() ? context.language().code() : std::string(asked);
    const auto room = std::ranges::find(rooms, query.language, &store::LanguageRoom::code);
    if (room == rooms.end()) {
        query.language = all_languages;
    } else {
        query.filter.room = room->id;
    }
}

}  // namespace

MarketQuery market_query(Context& context, const std::vector<store::LanguageRoom>& rooms) {
    const Fields& asked = context.request().query;
    MarketQuery query;
    read_room(context, rooms, query);
    auto& filter = query.filter;
    filter.words = asked.get("q");
    filter.category = store::parse_item_category(asked.get("category"));
    filter.currency = store::parse_currency(asked.get("currency"));
    filter.order = parse_order(asked.get("order"));
    filter.content = store::parse_content_type(asked.get("content"));
    query.least = asked.get("least");
    query.most = asked.get("most");
    read_bound(query.least, filter.least, query.prices_readable);
    read_bound(query.most, filter.most, query.prices_readable);
    const bool by_price = filter.order != store::ItemOrder::newest || filter.least || filter.most;
    if (by_price && !filter.currency) filter.currency = usual_currency(context.language().code());
    return query;
}

base::Result<std::optional<market::ItemPlace>> item_place(const Request& request) {
    if (!request.query.has("after")) return std::optional<market::ItemPlace>();
    const auto place = market::parse_place(request.query.get("after"));
    if (!place) return base::ErrorCode::bad_request;
    return place;
}

market::Viewer market_viewer(Context& context) {
    return {.sees_nsfw = market::sees_nsfw(context.services().house(), context.session().value()),
            .blocked = blocked_of(context)};
}

}  // namespace fcgi::handlers
