#include "core/view/number_text.h"

#include <unicode/numberformatter.h>

#include <stdexcept>

namespace view {
namespace {

// No language groups fewer digits, and nearly all counts have no more.
constexpr std::uint64_t ungrouped = 1000;

}  // namespace

std::string number_text(std::uint64_t number, std::string_view language) {
    const std::string digits = std::to_string(number);
    if (number < ungrouped) return digits;
    UErrorCode status = U_ZERO_ERROR;
    std::string text;
    const icu::Locale locale((std::string(language) + "@numbers=latn").c_str());
    // From its digits: ICU's own integers have a sign.
    icu::number::NumberFormatter::withLocale(locale)
        .formatDecimal(digits, status)
        .toString(status)
        .toUTF8String(text);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write a number");
    return text;
}

}  // namespace view
