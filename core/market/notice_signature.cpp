#include "core/market/notice_signature.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/base/crypto.h"

namespace market {
namespace {

constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number_at(std::string_view text, std::size_t at, std::size_t length) {
    int number = 0;
    std::from_chars(text.data() + at, text.data() + at + length, number);
    return number;
}

// Each 0 of the pattern stands for a digit.
bool looks_like(std::string_view text, std::string_view pattern) {
    return text.size() == pattern.size() && std::ranges::equal(text, pattern, [](char c, char p) {
               return p == '0' ? c >= '0' && c <= '9' : c == p;
           });
}

}  // namespace

bool is_hmac(std::string_view secret, std::string_view text, std::string_view hex) {
    return base::constant_time_equal(base::to_hex(base::hmac_sha256(secret, text)), hex);
}

bool is_fresh(base::Time at, base::Time now, base::Millis age) { return at >= now - age && at <= now + age; }

std::optional<base::Time> parse_seconds(std::string_view text) {
    std::int64_t seconds = 0;
    if (!is_digits(text)) return std::nullopt;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (failure != std::errc{} || end != text.data() + text.size() || seconds > last_second)
        return std::nullopt;
    return base::Time{std::chrono::seconds{seconds}};
}

std::optional<base::Time> parse_utc(std::string_view text) {
    constexpr std::size_t seconds_end = 19;
    if (text.size() <= seconds_end || !looks_like(text.substr(0, seconds_end), "0000-00-00T00:00:00"))
        return std::nullopt;
    const auto rest = text.substr(seconds_end);
    const bool fraction =
        rest.starts_with('.') && rest.ends_with('Z') && is_digits(rest.substr(1, rest.size() - 2));
    if (rest != "Z" && !fraction) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year{number_at(text, 0, 4)},
                                          std::chrono::month{static_cast<unsigned>(number_at(text, 5, 2))},
                                          std::chrono::day{static_cast<unsigned>(number_at(text, 8, 2))}};
    const int hours = number_at(text, 11, 2);
    const int minutes = number_at(text, 14, 2);
    const int seconds = number_at(text, 17, 2);
    if (!day.ok() || hours > 23 || minutes > 59 || seconds > 60) return std::nullopt;
    return base::Time{std::chrono::sys_days{day}.time_since_epoch() + std::chrono::hours{hours} +
                      std::chrono::minutes{minutes} + std::chrono::seconds{seconds}};
}

}  // namespace market
