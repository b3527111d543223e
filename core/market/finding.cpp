#include "core/market/finding.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/chat/postings.h"
#include "core/chat/search_query.h"
#include "core/market/shelf_walk.h"

namespace market {
namespace {

using store::ShelvedItem;

// So many candidates of a search are read at once, at most.
constexpr std::size_t largest_step = 256;
// Rows are dearer than places in the index: of so many a page of results is chosen, then it is shown how far that went.
constexpr std::size_t most_rows = 4000;
constexpr std::uint64_t no_end = std::numeric_limits<std::int64_t>::max();

std::size_t budget_of(const base::Limits& limits) { return std::min(limits.market_postings, most_rows); }

bool shows(const ShelvedItem& item, const Viewer& viewer) {
    return item.shelf && item.seller_in_good_standing && !viewer.blocked.contains(item.seller);
}

bool priced_within(const ShelvedItem& item, const ItemFilter& filter) {
    if (!filter.currency) return true;
    const std::uint64_t minor = item.price.minor;
    return item.price.currency == *filter.currency && minor >= filter.least.value_or(0) &&
           minor <= filter.most.value_or(no_end);
}

std::vector<store::Shelf> shelves_for(const Viewer& viewer, std::optional<store::ContentType> content) {
    std::vector<store::Shelf> shelves;
    if (content != store::ContentType::nsfw) shelves.push_back(store::Shelf::sfw);
    if (viewer.sees_nsfw && content != store::ContentType::sfw) shelves.push_back(store::Shelf::nsfw);
    return shelves;
}

// Which listings a page shows, before their cards are read.
struct Choice {
    std::vector<ShelvedItem> items;
    std::optional<ItemPlace> after{};
    bool broken_off = false;
};

// The next of a walk that `fits` takes. Looks at `budget` at most.
template <class Fits>
Choice choose(ShelfWalk& walk, std::size_t most, std::size_t budget, Fits&& fits) {
    Choice choice;
    for (std::size_t looked = 0; looked < budget; ++looked) {
        const auto item = walk.next();
        if (!item) return choice;
        if (!fits(*item)) continue;
        // One more than is shown tells that there are more.
        if (choice.items.size() == most) {
            choice.after = store::place_of(choice.items.back(), walk.order());
            return choice;
        }
        choice.items.push_back(*item);
    }
    choice.after = walk.last();
    choice.broken_off = choice.after.has_value();
    return choice;
}

store::ShelfRange range_of(const ItemFilter& filter) {
    store::ShelfRange range{.room = filter.room, .category = filter.category};
    range.order = filter.currency ? filter.order : store::ItemOrder::newest;
    range.currency = filter.currency.value_or(store::Currency::usd);
    range.least = filter.least.value_or(0);
    range.dearest = filter.most.value_or(no_end);
    return range;
}

Choice browse(db::Connection& connection, const base::Limits& limits, const ItemFilter& filter,
              const Viewer& viewer, const std::optional<ItemPlace>& after) {
    auto range = range_of(filter);
    range.after = after;
    ShelfWalk walk(
        [&](store::Shelf shelf, const std::optional<ItemPlace>& from, std::size_t most) {
            auto part = range;
            part.shelf = shelf;
            part.after = from;
            part.most = most;
            return store::items_on_shelf(connection, part);
        },
        shelves_for(viewer, filter.content), range.order, after, limits.market_page + 1);
    return choose(walk, limits.market_page, budget_of(limits), [&](const ShelvedItem& item) {
        return shows(item, viewer) && priced_within(item, filter);
    });
}

bool fits(const ShelvedItem& item, const ItemFilter& filter, const Viewer& viewer) {
    const auto shelves = shelves_for(viewer, filter.content);
    return shows(item, viewer) && std::ranges::find(shelves, *item.shelf) != shelves.end() &&
           (!filter.room || item.room == *filter.room) &&
           (!filter.category || item.category == *filter.category) && priced_within(item, filter);
}

std::vector<base::ItemId> ids_of(const std::vector<chat::PostingPlace>& places) {
    std::vector<base::ItemId> ids;
    ids.reserve(places.size());
    for (const auto place : places) ids.push_back(base::ItemId{place});
    return ids;
}

Choice search(db::Connection& connection, const base::Limits& limits, const ItemFilter& filter,
              const Viewer& viewer, const std::optional<ItemPlace>& after) {
    Choice choice;
    chat::WordBreaker breaker;
    const auto query = chat::parse_query(breaker, filter.words, limits);
    const std::uint64_t before = after ? after->id.value : no_end;
    if (query.empty() || before == 0) return choice;
    const chat::PlacesOf places_of = [&](const std::string& term, std::uint64_t below, std::size_t most) {
        return store::items_with(connection, term, below, most);
    };
    chat::Intersection places(places_of, query.terms, before, limits.market_postings);
    std::size_t step = limits.market_page + 1;
    std::size_t looked = 0;
    for (bool more = true; more; step = std::min(2 * step, largest_step)) {
        const auto candidates = places.next(step);
        looked += candidates.size();
        more = candidates.size() == step && looked < budget_of(limits);
        for (const auto& item : store::items_at(connection, ids_of(candidates))) {
            if (!fits(item, filter, viewer)) continue;
            if (choice.items.size() == limits.market_page) {
                choice.after = ItemPlace{.key = 0, .id = choice.items.back().id};
                return choice;
            }
            choice.items.push_back(item);
        }
    }
    choice.broken_off = places.looked_at() > 0;
    if (choice.broken_off) choice.after = ItemPlace{.key = 0, .id = base::ItemId{places.looked_at() + 1}};
    return choice;
}

std::vector<store::ItemCard> cards_of(db::Connection& connection, const std::vector<ShelvedItem>& items) {
    std::vector<base::ItemId> ids;
    for (const auto& item : items) ids.push_back(item.id);
    return store::item_cards(connection, ids);
}

ItemPage page_of(db::Connection& connection, const Choice& choice) {
    return {
        .items = cards_of(connection, choice.items), .after = choice.after, .broken_off = choice.broken_off};
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

std::string text_of(const ItemPlace& place) {
    return std::to_string(place.key) + "-" + std::to_string(place.id.value);
}

std::optional<ItemPlace> parse_place(std::string_view text) {
    ItemPlace place;
    const auto dash = text.find('-');
    if (dash == std::string_view::npos || !read_number(text.substr(0, dash), place.key) ||
        !read_number(text.substr(dash + 1), place.id.value))
        return std::nullopt;
    // What no column holds is no place.
    if (place.key > no_end / 1000 || place.id.value > no_end) return std::nullopt;
    return place;
}

ItemPage find(db::Connection& connection, const base::Limits& limits, const ItemFilter& filter,
              const Viewer& viewer, const std::optional<ItemPlace>& after) {
    const auto look = filter.words.empty() ? browse : search;
    return page_of(connection, look(connection, limits, filter, viewer, after));
}

ItemPage offers_of(db::Connection& connection, const base::Limits& limits, base::UserId seller,
                   const Viewer& viewer, const std::optional<ItemPlace>& after) {
    ShelfWalk walk(
        [&](store::Shelf shelf, const std::optional<ItemPlace>& from, std::size_t most) {
            return store::items_of_seller(connection, seller, shelf, from, most);
        },
        shelves_for(viewer, std::nullopt), store::ItemOrder::newest, after, limits.market_page + 1);
    return page_of(connection, choose(walk, limits.market_page, budget_of(limits),
                                      [&](const ShelvedItem& item) { return shows(item, viewer); }));
}

std::vector<store::ItemCard> newest(db::Connection& connection, base::LanguageRoomId room,
                                    const Viewer& viewer, std::size_t most) {
    ShelfWalk walk(
        [&](store::Shelf shelf, const std::optional<ItemPlace>& from, std::size_t block) {
            return store::items_on_shelf(connection,
                                         {.shelf = shelf, .room = room, .after = from, .most = block});
        },
        shelves_for(viewer, std::nullopt), store::ItemOrder::newest, std::nullopt, most + 1);
    // Few are blocked or out of standing: whoever meets many of them sees fewer here.
    constexpr std::size_t looked_at = 100;
    return cards_of(connection, choose(walk, most, looked_at, [&](const ShelvedItem& item) {
                                    return shows(item, viewer);
                                }).items);
}

}  // namespace market
