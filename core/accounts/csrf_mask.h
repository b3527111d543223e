// The CSRF token as a page carries it: under a pad that is made anew for each page, and stands beside it. No two pages that are compressed have the same
// letters in common with what a stranger had written into them, so their lengths tell nothing of the token.
// Source: Gluck, Harris, Prado, "BREACH: Reviving the CRIME attack" (2013), section 3.4, "Masking secrets"; Django and Rails do the same.
#pragma once

#include <string>
#include <string_view>

namespace accounts {

std::string masked_csrf(std::string_view csrf_token);

// What lies under the pad. What is not masked comes back as it is: programs and scripts send the token as their cookie has it.
std::string unmasked_csrf(std::string_view submitted);

}  // namespace accounts
