#include "core/market/amount.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace market {
namespace {

constexpr std::size_t places = 2;

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string decimal(store::Money money) {
    return fmt::format("{}.{:02}", money.minor / 100, money.minor % 100);
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto rest = point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
    if (!is_digits(whole) || !is_digits(rest) || (whole.size() > 1 && whole.front() == '0'))
        return std::nullopt;
    if (rest.find_first_not_of('0', std::min(places, rest.size())) != std::string_view::npos)
        return std::nullopt;
    std::string digits(whole);
    digits += rest.substr(0, places);
    digits.append(places - std::min(places, rest.size()), '0');
    std::uint64_t minor = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
    if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return minor;
}

}  // namespace market
