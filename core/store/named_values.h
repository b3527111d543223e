// Columns of type ENUM, whose values have names by store::name_of. For core/store alone.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace store {

// Nothing for a text that is none of their names.
template <class Enum, std::size_t n>
std::optional<Enum> value_named(const std::array<Enum, n>& values, std::string_view text) {
    for (const auto value : values) {
        if (name_of(value) == text) return value;
    }
    return std::nullopt;
}

}  // namespace store
