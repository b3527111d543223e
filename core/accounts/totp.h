// Time-based one-time codes (TOTP, RFC 6238: SHA-1, 30 s, 6 digits) by liboath. Pure; any thread. Throws std::runtime_error when the library fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace accounts {

using TotpStep = std::uint64_t;  // half minutes since 1970

inline constexpr std::size_t totp_digits = 6;

TotpStep totp_step(base::Time at);
// `secret` in bytes, not in base32.
std::string totp_code(std::string_view secret, TotpStep step);

// The step, of now or one beside it, that the code is of; nothing for a wrong code, and for one of `used` or before.
std::optional<TotpStep> match_totp(std::string_view secret, std::string_view code, base::Time now,
                                   TotpStep used);

// Without padding, as authenticator apps read it.
std::string to_base32(std::string_view bytes);
// otpauth://totp/... by the description of Google Authenticator's key URI format.
std::string totp_uri(std::string_view base32_secret, std::string_view label);

}  // namespace accounts
