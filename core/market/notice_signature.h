// What signed notices of providers have in common. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/clock.h"

namespace market {

// Whether `hex` (lower case) is the HMAC-SHA256 of the text under the secret. Takes as long for a wrong one as for the right one.
bool is_hmac(std::string_view secret, std::string_view text, std::string_view hex);

// Neither older than `age` nor further ahead: clocks go apart.
bool is_fresh(base::Time at, base::Time now, base::Millis age);

// "1767268800", whole seconds since 1970. Nothing for anything else.
std::optional<base::Time> parse_seconds(std::string_view text);
// "2026-01-01T12:00:00Z", with or without a fraction (RFC 3339, UTC alone). Nothing for anything else.
std::optional<base::Time> parse_utc(std::string_view text);

}  // namespace market
