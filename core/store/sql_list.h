// Statements over lists of any length with few distinct texts: lists are cut into blocks of 64, 16, 4 and 1, so that each statement is prepared at most
// once per block size. For core/store alone.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

inline constexpr std::size_t block_sizes[] = {64, 16, 4, 1};

// "item, item, item"
inline std::string repeat(std::string_view item, std::size_t count, std::string_view separator = ", ") {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out += separator;
        out += item;
    }
    return out;
}

// Calls `use(block)` for consecutive blocks of `items`.
template <class T, class Use>
void in_blocks(const std::vector<T>& items, Use&& use) {
    std::span<const T> rest(items);
    for (const std::size_t size : block_sizes) {
        while (rest.size() >= size) {
            use(rest.first(size));
            rest = rest.subspan(size);
        }
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
