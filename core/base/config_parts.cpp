#include "core/base/config_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace base {

std::uint64_t parse_number(std::string_view name, std::string_view text, std::uint64_t least,
                           std::uint64_t most) {
    std::uint64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        throw ConfigError(fmt::format("{} must be a whole number from {} to {}", name, least, most));
    }
    return value;
}

bool all_or_none(const Environ& environ, std::initializer_list<std::string_view> names) {
    std::string together;
    std::size_t set = 0;
    for (const auto name : names) {
        together += (together.empty() ? "" : ", ") + std::string(name);
        if (environ(name)) ++set;
    }
    if (set != 0 && set != names.size())
        throw ConfigError(fmt::format("{} belong together: set all or none", together));
    return set != 0;
}

bool parse_switch(const Environ& environ, std::string_view name, bool usual) {
    const auto text = environ(name);
    if (!text) return usual;
    if (*text != "on" && *text != "off") throw ConfigError(fmt::format("{} must be on or off", name));
    return *text == "on";
}

std::string without_end(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

bool is_service_address(std::string_view url) {
    const auto host_at = url.find("://") + 3;
    const auto host = url.substr(std::min(host_at, url.size()));
    const bool here = host.starts_with("127.0.0.1") || host.starts_with("localhost");
    const bool allowed = url.starts_with("https://") || (url.starts_with("http://") && here);
    return allowed && !host.empty() && host.find_first_of("?#@ ;,'\"") == std::string_view::npos;
}

}  // namespace base
