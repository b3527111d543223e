#include "core/moderation/house_address.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace moderation {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view without_scheme(std::string_view address) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (same_letters(address.substr(0, scheme.size()), scheme)) return address.substr(scheme.size());
    }
    return address;
}

// Browsers take a backslash for a slash, and leave out line breaks and tabs.
bool is_plain(std::string_view address) {
    return std::ranges::none_of(address, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '\\';
    });
}

std::vector<std::string_view> segments_of(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

// 0 for what is no number.
std::uint64_t number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

}  // namespace

std::optional<std::string> path_in_house(std::string_view frontend_url, std::string_view typed) {
    if (!is_plain(typed)) return std::nullopt;
    std::string_view path = typed;
    if (!typed.starts_with('/')) {
        const auto rest = without_scheme(typed);
        const auto end = std::min(rest.find_first_of("/?#"), rest.size());
        if (!same_letters(rest.substr(0, end), without_scheme(frontend_url))) return std::nullopt;
        path = rest.substr(end);
    }
    if (!path.starts_with('/') || path.starts_with("//")) return std::nullopt;
    return std::string(path);
}

Named named_by(std::string_view path) {
    const auto segments = segments_of(path);
    const auto at = [&](std::size_t place) {
        return place < segments.size() ? segments[place] : std::string_view{};
    };
    Named named;
    if (at(0) == "lounges") {
        named.seq = number(at(at(2) == "messages" ? 3 : 2));
        if (named.seq > 0) named.slug = at(1);
    } else if (at(0) == "people") {
        named.person = base::ParticipantId{number(at(1))};
    } else if (at(0) == "media") {
        named.media = base::MediaId{number(at(1))};
        named.key = at(2);
    }
    return named;
}

}  // namespace moderation
