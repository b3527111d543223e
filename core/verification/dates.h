// Days as documents have them. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/base/clock.h"

namespace verification {

// "1990-02-28"; nothing for any other text, nor for a day that no calendar has.
std::optional<std::chrono::year_month_day> date_in(std::string_view text);
// The day it is, by UTC.
std::chrono::year_month_day day_of(base::Time at);
// How many birthdays of theirs have begun: whoever is born on 29 February has one on 1 March in other years. Negative for a birth that is still to come.
int age_on(std::chrono::year_month_day today, std::chrono::year_month_day birth);

}  // namespace verification
