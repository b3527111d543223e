// What somebody says of themselves to become a member. For core/accounts alone.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/result.h"

namespace accounts {

struct SignUpForm {
    std::string_view first_name;
    std::string_view last_name;
    std::string_view birth_year;
};

// Errors: real_name_invalid, birth_year_invalid, too_young. Pure.
std::optional<base::Error> form_refusal(const SignUpForm& form, base::Time now, const base::Limits& limits);

}  // namespace accounts
