#include "core/verification/dates.h"

#include <charconv>

namespace verification {
namespace {

constexpr std::string_view pattern = "0000-00-00";

std::optional<int> number_in(std::string_view digits) {
    int value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::chrono::year_month_day> date_in(std::string_view text) {
    if (text.size() != pattern.size() || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number_in(text.substr(0, 4));
    const auto month = number_in(text.substr(5, 2));
    const auto day = number_in(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::chrono::year_month_day day_of(base::Time at) {
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(at)};
}

int age_on(std::chrono::year_month_day today, std::chrono::year_month_day birth) {
    const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
    const bool to_come =
        today.month() < birth.month() || (today.month() == birth.month() && today.day() < birth.day());
    return to_come ? years - 1 : years;
}

}  // namespace verification
