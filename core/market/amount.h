// Money as the services write it: decimal texts. Exact, without floating point. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/store/money.h"

namespace market {

// "12.30", "0.05": always two digits after the point.
std::string decimal(store::Money money);

// Minor units of "12.30", "12.3", "12" and "12.3000". Nothing for anything else: a sign, a space, an exponent, a fraction of a minor unit, a leading zero, more
// than fits.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace market
