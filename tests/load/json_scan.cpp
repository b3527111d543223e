#include "tests/load/json_scan.h"

#include <charconv>
#include <cstring>

namespace load {
namespace {

std::optional<std::string_view> after(std::string_view json, std::string_view key) {
    const void* found = memmem(json.data(), json.size(), key.data(), key.size());
    if (found == nullptr) return std::nullopt;
    return json.substr(static_cast<std::size_t>(static_cast<const char*>(found) - json.data()) + key.size());
}

}  // namespace

std::optional<std::uint64_t> find_integer(std::string_view json, std::string_view key) {
    const auto rest = after(json, key);
    if (!rest) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(rest->data(), rest->data() + rest->size(), value);
    if (error != std::errc{}) return std::nullopt;
    return value;
}

std::optional<std::string_view> find_string(std::string_view json, std::string_view key) {
    const auto rest = after(json, key);
    if (!rest || !rest->starts_with('"')) return std::nullopt;
    for (std::size_t i = 1; i < rest->size(); ++i) {
        if ((*rest)[i] == '"') return rest->substr(1, i - 1);
        if ((*rest)[i] == '\\') ++i;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> parse_integer(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace load
