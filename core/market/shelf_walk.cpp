#include "core/market/shelf_walk.h"

#include <algorithm>
#include <utility>

namespace market {
namespace {

constexpr std::size_t largest_block = 512;

}  // namespace

ShelfWalk::ShelfWalk(ReadShelf read, const std::vector<store::Shelf>& shelves, store::ItemOrder order,
                     std::optional<store::ShelfPlace> after, std::size_t block)
    : read_(std::move(read)),
      order_(order) {
    for (const auto shelf : shelves) parts_.push_back({.shelf = shelf, .read_to = after, .size = block});
}

std::optional<store::ShelvedItem> ShelfWalk::next() {
    Part* first = nullptr;
    for (auto& part : parts_) {
        if (part.block.empty() && !part.exhausted) refill(part);
        if (part.block.empty()) continue;
        if (first == nullptr || goes_before(part.block.front(), first->block.front())) first = &part;
    }
    if (first == nullptr) return std::nullopt;
    auto item = std::move(first->block.front());
    first->block.pop_front();
    last_ = store::place_of(item, order_);
    return item;
}

void ShelfWalk::refill(Part& part) {
    auto items = read_(part.shelf, part.read_to, part.size);
    part.exhausted = items.size() < part.size;
    if (!items.empty()) part.read_to = store::place_of(items.back(), order_);
    part.size = std::min(2 * part.size, largest_block);
    part.block.assign(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
}

bool ShelfWalk::goes_before(const store::ShelvedItem& one, const store::ShelvedItem& other) const {
    const auto a = store::place_of(one, order_);
    const auto b = store::place_of(other, order_);
    const auto pair = [](const store::ShelfPlace& place) { return std::pair(place.key, place.id.value); };
    return order_ == store::ItemOrder::cheapest ? pair(a) < pair(b) : pair(a) > pair(b);
}

}  // namespace market
