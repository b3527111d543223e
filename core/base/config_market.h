// The settings of the market, as config.cpp reads them.
#pragma once

#include "core/base/config.h"

namespace base {

// Throws ConfigError.
MarketSettings load_market(const Environ& environ, Environment environment);

}  // namespace base
