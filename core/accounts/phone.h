// Phone numbers: what people type becomes E.164, by libphonenumber.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace accounts {

struct Phone {
    std::string e164;     // "+12024561111"
    std::string country;  // ISO 3166, of the number
};

// `country` says how a number without "+" is meant; may be empty. Only mobile-capable numbers of the `allowed` countries are taken; none named: of all.
// Digits of every script are read. Errors: phone_required for nothing, phone_invalid, phone_country. Any thread.
base::Result<Phone> parse_phone(std::string_view text, std::string_view country,
                                const std::vector<std::string>& allowed);

// "+1 •••••••• 11": calling code and the last two digits; nothing of what is no number. For its owner alone.
std::string masked(std::string_view e164);

struct CallingCountry {
    std::string code;          // ISO 3166
    std::string calling_code;  // "+1"
};
// For a form's list, in the order given.
std::vector<CallingCountry> calling_countries(const std::vector<std::string>& codes);

}  // namespace accounts
