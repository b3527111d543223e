#include "core/chat/postings.h"

#include <algorithm>

namespace chat {
namespace {

constexpr std::size_t first_block = 32;
constexpr std::size_t largest_block = 512;

}  // namespace

Postings::Postings(const PlacesOf& places, std::string term)
    : places_(&places),
      term_(std::move(term)),
      size_(first_block) {}

std::optional<PostingPlace> Postings::not_after(PostingPlace place) {
    // Most of a block was read in vain: so will be most of the next one, for this word is more frequent than the others.
    if (!block_.empty() && block_.back() > place && 2 * block_.size() > taken_) size_ = first_block;
    while (!block_.empty() && block_.front() > place) block_.pop_front();
    if (block_.empty() && !exhausted_) read_before(place + 1);
    return block_.empty() ? std::nullopt : std::optional(block_.front());
}

void Postings::read_before(PostingPlace before) {
    const auto places = (*places_)(term_, before, size_);
    exhausted_ = places.size() < size_;
    read_ += places.size();
    size_ = std::min(2 * size_, largest_block);
    taken_ = places.size();
    block_.assign(places.begin(), places.end());
}

Intersection::Intersection(const PlacesOf& places, const std::vector<std::string>& terms, PostingPlace before,
                           std::size_t budget)
    : next_(before - 1),
      budget_(budget) {
    for (const auto& term : terms) postings_.emplace_back(places, term);
}

std::optional<PostingPlace> Intersection::next() {
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

std::vector<PostingPlace> Intersection::next(std::size_t most) {
    std::vector<PostingPlace> places;
    while (places.size() < most) {
        const auto place = next();
        if (!place) break;
        places.push_back(*place);
    }
    return places;
}

bool Intersection::over_budget() const {
    std::size_t read = 0;
    for (const auto& postings : postings_) read += postings.read();
    return read > budget_;
}

}  // namespace chat
