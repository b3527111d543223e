#include "core/accounts/phone.h"

#include <phonenumbers/phonenumberutil.h>
#include <unicode/ustring.h>

#include <algorithm>

namespace accounts {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t digits_shown = 2;
// No number is that long, in any script and however adorned; the library's time grows with the square.
constexpr std::size_t most_bytes = 200;

// Made at the first call, which takes some 10 ms; any thread may use it.
const PhoneNumberUtil& util() { return *PhoneNumberUtil::GetInstance(); }

bool is_utf8(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(nullptr, 0, nullptr, text.data(), static_cast<std::int32_t>(text.size()), &status);
    return status != U_INVALID_CHAR_FOUND;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Where the plan of a country does not tell mobiles from others (as in North America, or when it is not known), the benefit of the doubt.
bool may_be_mobile(const PhoneNumber& number) {
    switch (util().GetNumberType(number)) {
        case PhoneNumberUtil::MOBILE:
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        case PhoneNumberUtil::UNKNOWN:
            return true;
        default:
            return false;
    }
}

std::string to_e164(const PhoneNumber& number) {
    std::string text;
    util().Format(number, PhoneNumberUtil::E164, &text);
    return text;
}

std::optional<PhoneNumber> read(std::string_view text, std::string_view country) {
    PhoneNumber number;
    const auto outcome =
        util().Parse(std::string(text), country.empty() ? "ZZ" : std::string(country), &number);
    if (outcome != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
    return number;
}

}  // namespace

base::Result<Phone> parse_phone(std::string_view text, std::string_view country,
                                const std::vector<std::string>& allowed) {
    using base::ErrorCode;
    if (is_blank(text)) return ErrorCode::phone_required;
    if (text.size() > most_bytes || !is_utf8(text)) return ErrorCode::phone_invalid;
    const auto number = read(text, country);
    // An SMS goes to no extension.
    if (!number || number->has_extension() || !util().IsValidNumber(*number)) return ErrorCode::phone_invalid;
    Phone phone{.e164 = to_e164(*number), .country = {}};
    util().GetRegionCodeForNumber(*number, &phone.country);
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), phone.country) == allowed.end())
        return ErrorCode::phone_country;
    if (!may_be_mobile(*number)) return ErrorCode::phone_invalid;
    return phone;
}

std::string masked(std::string_view e164) {
    const auto number = read(e164, "");
    if (!number) return {};
    std::string out = "+" + std::to_string(number->country_code());
    const std::size_t hidden = e164.size() - std::min(e164.size(), out.size() + digits_shown);
    out += ' ';
    for (std::size_t i = 0; i < hidden; ++i) out += "•";
    return out.append(" ").append(e164.substr(e164.size() - digits_shown));
}

std::vector<CallingCountry> calling_countries(const std::vector<std::string>& codes) {
    std::vector<CallingCountry> countries;
    for (const auto& code : codes) {
        const int calling_code = util().GetCountryCodeForRegion(code);
        if (calling_code > 0)
            countries.push_back({.code = code, .calling_code = "+" + std::to_string(calling_code)});
    }
    return countries;
}

}  // namespace accounts
