// Names of countries and moments, as a language writes them: what ICU knows and no catalogue has to. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/view/locale.h"

namespace view {

// "Deutschland" for "DE"; the code itself where ICU knows no name.
std::string country_name(std::string_view code, const Language& language);

// The places of the texts, in the order of the language's alphabet.
std::vector<std::size_t> alphabetical_order(const std::vector<std::string>& texts, const Language& language);

// The country that an Accept-Language header speaks of: of its first language, the likeliest one where it names none. Empty when nothing can be told.
std::string likely_country(std::string_view accept_language);

// "Nov 23, 2026" and "Nov 23, 2026, 1:29 PM UTC".
std::string date_text(base::Time at, const Language& language);
std::string moment_text(base::Time at, const Language& language);

}  // namespace view
