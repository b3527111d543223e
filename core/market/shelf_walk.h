// The listings of one shelf or several in one order, read in blocks that grow as long as they are used up.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "core/store/market_search.h"

namespace market {

// At most `most` of a shelf behind a place. Belongs to one thread, like the connection it asks.
using ReadShelf = std::function<std::vector<store::ShelvedItem>(
    store::Shelf shelf, const std::optional<store::ShelfPlace>& after, std::size_t most)>;

class ShelfWalk {
public:
    // Begins behind `after`, or at the beginning. `block`: how many are read of each shelf at first.
    ShelfWalk(ReadShelf read, const std::vector<store::Shelf>& shelves, store::ItemOrder order,
              std::optional<store::ShelfPlace> after, std::size_t block);

    // Nothing at the end.
    std::optional<store::ShelvedItem> next();
    // Where the last one stood that next() gave; nothing before the first.
    const std::optional<store::ShelfPlace>& last() const { return last_; }
    store::ItemOrder order() const { return order_; }

private:
    struct Part {
        store::Shelf shelf;
        std::optional<store::ShelfPlace> read_to;
        std::size_t size;
        std::deque<store::ShelvedItem> block{};
        bool exhausted = false;
    };
    void refill(Part& part);
    bool goes_before(const store::ShelvedItem& one, const store::ShelvedItem& other) const;

    ReadShelf read_;
    store::ItemOrder order_;
    std::vector<Part> parts_;
    std::optional<store::ShelfPlace> last_{};
};

}  // namespace market
