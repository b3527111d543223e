// Passwords: bcrypt ($2b$, cost 12) by libxcrypt, a third of a second each. Any length counts in full: bcrypt itself would read 72 bytes, so it is given a hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/result.h"

namespace accounts {

// Nothing when it may be chosen; else password_too_short, password_too_long or password_common (cracklib's dictionary and rules).
std::optional<base::Error> password_refusal(std::string_view password, const base::Limits& limits);

// For the column password_hash. Throws std::runtime_error when the library fails. Any thread.
std::string hash_password(std::string_view password);

// Takes as long without a hash (no such account) as with one. Any thread.
bool password_matches(std::string_view password, const std::optional<std::string>& hash);

// For an SMS: 10 characters without look-alikes.
std::string make_once_password();

}  // namespace accounts
