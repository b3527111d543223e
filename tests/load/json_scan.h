// Finds single members in a JSON text without parsing it, because the load client shares its processors
// with the servers it measures.
//
// A key is given with its quotes and colon, e.g. R"("seq":)". Sound as long as the text has no space after
// its colons and no string in it contains an unescaped key, which holds for any valid JSON: a quote inside
// a string is escaped.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace load {

// The unsigned integer that follows `key`.
std::optional<std::uint64_t> find_integer(std::string_view json, std::string_view key);

// The string that follows `key`, as written (escapes are left alone), up to its closing quote.
std::optional<std::string_view> find_string(std::string_view json, std::string_view key);

// All of `text` as an unsigned integer.
std::optional<std::uint64_t> parse_integer(std::string_view text);

}  // namespace load
