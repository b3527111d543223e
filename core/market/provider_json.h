// Reading what a provider of payments said. Nothing here throws, whatever came: what is absent or of another type reads as empty. Pure.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/store/money.h"

namespace market {

// Null when the text is not JSON. Not to be copied: a stranger's lists within lists would take all of the stack.
nlohmann::json parse_json(std::string_view text);

// The member at the end of a path of names; null when one of them is absent. Lives as long as `json`.
const nlohmann::json& member(const nlohmann::json& json, std::initializer_list<std::string_view> path);
// The first of a list; null when it is none, or empty.
const nlohmann::json& first(const nlohmann::json& list);

// A text; empty when it is none.
std::string text_of(const nlohmann::json& json);
// A text that may stand in an address, a row and a log: up to 255 letters, digits and - _ . with no ".." in it; else empty.
std::string word_of(const nlohmann::json& json);
// An address that a browser may be sent to: https, or http on this machine; else empty.
std::string page_of(const nlohmann::json& json);
std::optional<std::uint64_t> number_of(const nlohmann::json& json);
// {"value": "12.30", "currency_code": "USD"} and the like, by the names that the provider gives the two.
std::optional<store::Money> money_of(const nlohmann::json& value, const nlohmann::json& currency);

// What word_of() lets through.
bool is_word(std::string_view text);

// Compact; bytes that are no UTF-8 become U+FFFD.
std::string written(const nlohmann::json& json);

}  // namespace market
