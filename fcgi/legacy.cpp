#include "fcgi/legacy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace fcgi {
namespace {

constexpr std::string_view workers_key = "workers";

std::optional<int> parse_number(std::string_view text) {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = failure == std::errc{} && end == text.data() + text.size();
    return whole && number >= 0 ? std::optional(number) : std::nullopt;
}

// The text before the separator; what is left has neither.
std::string_view cut(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

bool parse_workers(std::string_view list, Legacy& legacy) {
    while (!list.empty()) {
        const auto pid = parse_number(cut(list, ','));
        if (!pid || *pid < 2) return false;
        legacy.workers.push_back(*pid);
    }
    return true;
}

}  // namespace

std::string write_legacy(const Legacy& legacy) {
    std::string text;
    for (const auto& [pool, descriptor] : legacy.listeners) text += fmt::format("{}={};", pool, descriptor);
    return text + fmt::format("{}={}", workers_key, fmt::join(legacy.workers, ","));
}

std::optional<Legacy> parse_legacy(std::string_view text) {
    Legacy legacy;
    while (!text.empty()) {
        auto entry = cut(text, ';');
        const auto key = cut(entry, '=');
        if (key == workers_key) {
            if (!parse_workers(entry, legacy)) return std::nullopt;
            continue;
        }
        const auto descriptor = parse_number(entry);
        if (key.empty() || !descriptor) return std::nullopt;
        legacy.listeners.emplace(key, *descriptor);
    }
    return legacy;
}

}  // namespace fcgi
