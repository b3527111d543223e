#include "core/accounts/sign_up_form.h"

#include <charconv>
#include <chrono>

#include "core/accounts/text.h"

namespace accounts {
namespace {

constexpr int oldest_age = 120;

int year_of(base::Time time) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)).year());
}

// The year alone is asked for: whoever is 18 at the end of this year counts as 18.
std::optional<base::Error> birth_year_refusal(std::string_view text, base::Time now,
                                              const base::Limits& limits) {
    int year = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (failure != std::errc{} || end != text.data() + text.size())
        return base::Error{base::ErrorCode::birth_year_invalid};
    const int age = year_of(now) - year;
    if (age < 0 || age > oldest_age) return base::Error{base::ErrorCode::birth_year_invalid};
    if (age < limits.minimum_age) return base::Error{base::ErrorCode::too_young};
    return std::nullopt;
}

}  // namespace

std::optional<base::Error> form_refusal(const SignUpForm& form, base::Time now, const base::Limits& limits) {
    for (const auto name : {form.first_name, form.last_name}) {
        if (!fits(name, limits.real_name_max)) return base::Error{base::ErrorCode::real_name_invalid};
    }
    return birth_year_refusal(form.birth_year, now, limits);
}

}  // namespace accounts
