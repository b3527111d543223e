// Statements over lists of any length with few distinct texts, as each is prepared once on every connection. For core/store alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

inline constexpr std::size_t largest_block = 64;
inline constexpr std::size_t block_step = 32;  // up to here a block has any size, then only multiples

// "item, item, item"
inline std::string repeat(std::string_view item, std::size_t count, std::string_view separator = ", ") {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out += separator;
        out += item;
    }
    return out;
}

// The items, the last one repeated until there are 1, 4, 16, 64 or a multiple of 64. None of none.
template <class T>
std::vector<T> padded(std::span<const T> items) {
    std::vector<T> out(items.begin(), items.end());
    if (items.empty()) return out;
    std::size_t size = 1;
    while (size < items.size()) size = size < largest_block ? 4 * size : size + largest_block;
    out.resize(size, items.back());
    return out;
}

// Calls `use(block)` for blocks of `items` where repeats are harmless, as in `IN (...)` and conditions joined by OR: 50 of them are one statement.
template <class T, class Use>
void in_lists(const std::vector<T>& items, Use&& use) {
    std::span<const T> rest(items);
    while (!rest.empty()) {
        const std::size_t size = std::min(rest.size(), largest_block);
        use(std::span<const T>(padded(rest.first(size))));
        rest = rest.subspan(size);
    }
}

// Calls `use(block)` for consecutive blocks of `items`, each item once: up to 64 are two statements at most.
template <class T, class Use>
void in_blocks(const std::vector<T>& items, Use&& use) {
    std::span<const T> rest(items);
    while (!rest.empty()) {
        const std::size_t most = std::min(rest.size(), largest_block);
        const std::size_t size = most <= block_step ? most : most / block_step * block_step;
        use(rest.first(size));
        rest = rest.subspan(size);
    }
}

template <class T>
std::vector<db::Param> params_of(std::span<const T> ids) {
    std::vector<db::Param> params;
    params.reserve(ids.size());
    for (const T& id : ids) params.push_back(db::param(id));
    return params;
}

}  // namespace store
