// What a provider's claims say of an age. Pure.
#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <string_view>

namespace verification::openid {

enum class Said {
    of_age,
    under_age,  // or not surely of age
    nothing,    // the claim is absent, or is not what its name promises
};

// `claim` is "birthdate", or else the name of a claim that is true for whoever is of age ("age_over_18"). A birthdate (OpenID Connect Core section 5.1) is a day, or a year
// alone; then the last of its days is taken, and so is March 1 for whoever was born on February 29. A year of 0000 says nothing. `today` in UTC; `years`: the age that counts.
Said read_age(const nlohmann::json& claims, std::string_view claim, std::chrono::sys_days today, int years);

}  // namespace verification::openid
