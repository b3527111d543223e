#include "core/chat/search.h"

#include <algorithm>
#include <deque>

namespace chat {
namespace {

constexpr std::size_t first_block = 32;
constexpr std::size_t largest_block = 512;

// The places of one word, newest first, read in blocks that grow as long as they are used up.
class Postings {
public:
    Postings(db::Connection& connection, base::LoungeId lounge, std::string term)
        : connection_(connection),
          lounge_(lounge),
          term_(std::move(term)) {}

    // The newest place that is not after `seq`.
    std::optional<base::Seq> not_after(base::Seq seq) {
        while (!block_.empty() && block_.front() > seq) block_.pop_front();
        if (block_.empty() && !exhausted_) read_before(seq + 1);
        return block_.empty() ? std::nullopt : std::optional(block_.front());
    }
    std::size_t read() const { return read_; }

private:
    void read_before(base::Seq before) {
        const auto places = store::places_with(connection_, lounge_, term_, before, size_);
        exhausted_ = places.size() < size_;
        read_ += places.size();
        size_ = std::min(2 * size_, largest_block);
        block_.assign(places.begin(), places.end());
    }

    db::Connection& connection_;
    base::LoungeId lounge_;
    std::string term_;
    std::deque<base::Seq> block_;
    std::size_t size_ = first_block;
    std::size_t read_ = 0;
    bool exhausted_ = false;
};

// The places that all terms have in common. A term that is not at a place says where it is next, and the others skip to there: what the rarest word
// does not have is never read of the frequent ones, but for the rest of their blocks.
class Intersection {
public:
    Intersection(db::Connection& connection, base::LoungeId lounge, const std::vector<std::string>& terms,
                 base::Seq before, std::size_t budget)
        : next_(before - 1),
          budget_(budget) {
        for (const auto& term : terms) postings_.emplace_back(connection, lounge, term);
    }

    // Nothing at the end, and when the budget is used up.
    std::optional<base::Seq> next() {
        std::size_t agreed = 0;
        for (std::size_t i = 0; agreed < postings_.size(); i = (i + 1) % postings_.size()) {
            if (next_ == 0 || over_budget()) return std::nullopt;
            const auto place = postings_[i].not_after(next_);
            if (!place) next_ = 0;
            if (!place) return std::nullopt;
            agreed = *place == next_ ? agreed + 1 : 1;
            next_ = *place;
        }
        return next_--;
    }
    // Everything after this place was looked at.
    base::Seq looked_at() const { return next_; }

private:
    bool over_budget() const {
        std::size_t read = 0;
        for (const auto& postings : postings_) read += postings.read();
        return read > budget_;
    }

    std::vector<Postings> postings_;
    base::Seq next_;
    std::size_t budget_;
};

}  // namespace

SearchPage search(db::Connection& connection, WordBreaker& breaker, base::LoungeId lounge,
                  const SearchQuery& query, base::Seq before, const base::Limits& limits) {
    SearchPage page;
    if (query.empty() || before == 0) return page;
    Intersection places(connection, lounge, query.terms, before, limits.search_postings);
    bool more = true;
    while (more && page.found.size() < limits.search_page) {
        std::vector<base::Seq> candidates;
        while (candidates.size() < limits.search_page - page.found.size()) {
            const auto place = places.next();
            if (!place) break;
            candidates.push_back(*place);
        }
        more = candidates.size() == limits.search_page - page.found.size();
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
