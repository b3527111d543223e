#include "core/chat/search.h"

#include "core/chat/postings.h"

namespace chat {

SearchPage search(db::Connection& connection, WordBreaker& breaker, base::LoungeId lounge,
                  const SearchQuery& query, base::Seq before, const base::Limits& limits) {
    SearchPage page;
    if (query.empty() || before == 0) return page;
    const PlacesOf places_of = [&](const std::string& term, base::Seq below, std::size_t most) {
        return store::places_with(connection, lounge, term, below, most);
    };
    Intersection places(places_of, query.terms, before, limits.search_postings);
    bool more = true;
    while (more && page.found.size() < limits.search_page) {
        const std::size_t wanted = limits.search_page - page.found.size();
        const auto candidates = places.next(wanted);
        more = candidates.size() == wanted;
        for (auto& message : store::readable_at(connection, lounge, candidates)) {
            auto spans = find_phrases(breaker.words(message.body), query);
            if (spans) page.found.push_back({.message = std::move(message), .spans = std::move(*spans)});
        }
    }
    page.broken_off = !more && places.looked_at() > 0;
    if (places.looked_at() > 0) page.before = places.looked_at() + 1;
    return page;
}

}  // namespace chat
