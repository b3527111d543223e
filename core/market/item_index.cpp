#include "core/market/item_index.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "core/chat/search_query.h"
#include "core/chat/words.h"
#include "core/store/market_items.h"
#include "core/store/market_words.h"

namespace market {
namespace {

using Terms = std::vector<std::string>;  // sorted

Terms split(const std::string& words) {
    std::istringstream stream(words);
    Terms terms{std::istream_iterator<std::string>(stream), {}};
    std::ranges::sort(terms);
    return terms;
}

std::string join(const Terms& terms) {
    std::string words;
    for (const auto& term : terms) words += (words.empty() ? "" : " ") + term;
    return words;
}

Terms without(const Terms& terms, const Terms& others) {
    Terms rest;
    std::ranges::set_difference(terms, others, std::back_inserter(rest));
    return rest;
}

Terms terms_of(const std::optional<store::Item>& item, const base::Limits& limits) {
    if (!item || item->state != store::ItemState::published) return {};
    chat::WordBreaker breaker;
    const std::string text = item->title + "\n" + item->description;
    auto terms = chat::index_terms(breaker.words(text), limits.indexed_terms);
    std::ranges::sort(terms);
    return terms;
}

}  // namespace

void settle_index(db::Connection& connection, const base::Limits& limits, base::ItemId id) {
    const Terms now = terms_of(store::find_item(connection, id), limits);
    const Terms before = split(store::item_words(connection, id));
    if (now == before) return;
    store::add_item_places(connection, id, without(now, before));
    store::remove_item_places(connection, id, without(before, now));
    store::put_item_words(connection, id, join(now));
}

}  // namespace market
