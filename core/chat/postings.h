// Where words stand, read backwards from an index of them, and the places that several words have in common. Search in lounges and in the market share it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace chat {

// Of a lounge's message, or of a listing; 0 is none.
using PostingPlace = std::uint64_t;

// At most `most` places before `before` that hold the term, the highest first. Belongs to one thread, like the connection it asks.
using PlacesOf =
    std::function<std::vector<PostingPlace>(const std::string& term, PostingPlace before, std::size_t most)>;

// The places of one word, the highest first, read in blocks that grow as long as they are used up, and are small again after a jump.
class Postings {
public:
    Postings(const PlacesOf& places, std::string term);

    // The highest place that is not above this one.
    std::optional<PostingPlace> not_after(PostingPlace place);
    std::size_t read() const { return read_; }

private:
    void read_before(PostingPlace before);

    const PlacesOf* places_;
    std::string term_;
    std::deque<PostingPlace> block_;
    std::size_t size_;
    std::size_t taken_ = 0;  // with the block, when it was read
    std::size_t read_ = 0;
    bool exhausted_ = false;
};

// The places that all terms have in common. A term that is not at a place says where it is next, and the others skip to there: what the rarest word
// does not have is never read of the frequent ones, but for the rest of their blocks.
class Intersection {
public:
    // `budget`: how many places may be read in all. `places` is borrowed.
    Intersection(const PlacesOf& places, const std::vector<std::string>& terms, PostingPlace before,
                 std::size_t budget);

    // Nothing at the end, and when the budget is used up.
    std::optional<PostingPlace> next();
    // At most `most`; fewer at the end only.
    std::vector<PostingPlace> next(std::size_t most);
    // Everything above this place was looked at; 0: everything.
    PostingPlace looked_at() const { return next_; }

private:
    bool over_budget() const;

    std::vector<Postings> postings_;
    PostingPlace next_;
    std::size_t budget_;
};

}  // namespace chat
