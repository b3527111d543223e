#include "core/chat/search_index.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "core/chat/search_query.h"

namespace chat {
namespace {

using Terms = std::set<std::string>;

Terms split(const std::string& words) {
    std::istringstream stream(words);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::string join(const Terms& terms) {
    std::string words;
    for (const auto& term : terms) words += (words.empty() ? "" : " ") + term;
    return words;
}

// What the index lacks of some messages, and what it has too much.
struct Changes {
    std::vector<store::WordPlace> add;
    std::vector<store::WordPlace> remove;
    std::vector<store::Document> documents;
    std::vector<base::Seq> gone;
};

void compare(base::Seq seq, const Terms& before, const Terms& now, Changes& changes) {
    if (before == now) return;
    for (const auto& term : now) {
        if (!before.contains(term)) changes.add.emplace_back(term, seq);
    }
    for (const auto& term : before) {
        if (!now.contains(term)) changes.remove.emplace_back(term, seq);
    }
    if (now.empty()) {
        changes.gone.push_back(seq);
    } else {
        changes.documents.emplace_back(seq, join(now));
    }
}

void apply(db::Connection& connection, base::LoungeId lounge, Changes& changes) {
    // In the order of the table, so that rows of one word are written together.
    std::ranges::sort(changes.add);
    store::add_places(connection, lounge, changes.add);
    store::remove_places(connection, lounge, changes.remove);
    store::put_documents(connection, lounge, changes.documents);
    store::remove_documents(connection, lounge, changes.gone);
}

}  // namespace

std::size_t index_next(db::Connection& connection, WordBreaker& breaker, store::IndexProgress& progress,
                       const base::Limits& limits) {
    const auto events =
        store::indexable_after(connection, progress.stream, progress.indexed, limits.index_step);
    if (events.empty()) return 0;
    std::map<base::Seq, Terms> now;
    for (const auto& event : events) {
        if (!event.message || now.contains(*event.message)) continue;
        const auto terms = index_terms(breaker.words(event.body), limits.indexed_terms);
        now.emplace(*event.message, Terms(terms.begin(), terms.end()));
    }
    std::vector<base::Seq> places;
    places.reserve(now.size());
    for (const auto& [seq, terms] : now) places.push_back(seq);
    std::map<base::Seq, Terms> before;
    for (const auto& [seq, words] : store::documents_at(connection, progress.lounge, places))
        before.emplace(seq, split(words));
    Changes changes;
    for (const auto& [seq, terms] : now) compare(seq, before[seq], terms, changes);
    apply(connection, progress.lounge, changes);
    progress.indexed = events.back().event;
    store::set_indexed(connection, progress.lounge, progress.indexed);
    return events.size();
}

}  // namespace chat
