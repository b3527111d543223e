#include "core/verification/openid_claims.h"

#include <charconv>
#include <optional>
#include <string>

#include "core/verification/openid_json.h"

namespace verification::openid {
namespace {

std::optional<unsigned> digits(std::string_view text) {
    unsigned value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// The last day on which the person may have been born.
std::optional<std::chrono::year_month_day> birth(std::string_view text) {
    using namespace std::chrono;  // NOLINT(google-build-using-namespace): its literals of a date
    constexpr std::size_t year_length = 4;
    constexpr std::size_t day_length = 10;
    if (text.size() != year_length && text.size() != day_length) return std::nullopt;
    const auto y = digits(text.substr(0, year_length));
    if (!y || *y == 0) return std::nullopt;
    const year born{static_cast<int>(*y)};
    if (text.size() == year_length) return born / December / 31;
    const auto m = digits(text.substr(5, 2));
    const auto d = digits(text.substr(8, 2));
    if (text[4] != '-' || text[7] != '-' || !m || !d) return std::nullopt;
    const year_month_day date = born / static_cast<int>(*m) / static_cast<int>(*d);
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::chrono::sys_days birthday(const std::chrono::year_month_day& born, int years) {
    const auto day = born + std::chrono::years{years};
    return day.ok() ? std::chrono::sys_days{day}
                    : std::chrono::sys_days{day.year() / std::chrono::March / std::chrono::day{1}};
}

}  // namespace

Said read_age(const nlohmann::json& claims, std::string_view claim, std::chrono::sys_days today, int years) {
    if (claim != "birthdate") {
        const auto& value = member_of(claims, claim);
        if (!value.is_boolean()) return Said::nothing;
        return value.get<bool>() ? Said::of_age : Said::under_age;
    }
    const auto born = birth(text_of(claims, claim));
    if (!born) return Said::nothing;
    return birthday(*born, years) <= today ? Said::of_age : Said::under_age;
}

}  // namespace verification::openid
