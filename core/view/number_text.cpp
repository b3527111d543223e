#include "core/view/number_text.h"

#include <unicode/measunit.h>
#include <unicode/numberformatter.h>

#include <limits>
#include <stdexcept>

namespace view {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;

// No language groups fewer digits, and nearly all counts have no more.
constexpr std::uint64_t ungrouped = 1000;
// ICU has a sign.
constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
constexpr double bytes_in_gigabyte = 1e9;

std::string to_utf8(const icu::number::FormattedNumber& number, UErrorCode& status) {
    std::string text;
    number.toString(status).toUTF8String(text);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write a number");
    return text;
}

}  // namespace

class NumberText::Formatter {
public:
    // The pages write their numbers in the digits 0 to 9, in every language.
    explicit Formatter(std::string_view language)
        : plain(NumberFormatter::withLocale(icu::Locale((std::string(language) + "@numbers=latn").c_str()))),
          gigabytes(
              plain.unit(icu::MeasureUnit::getGigabyte()).precision(icu::number::Precision::maxFraction(1))) {
    }

    LocalizedNumberFormatter plain;
    LocalizedNumberFormatter gigabytes;
};

NumberText::NumberText(std::string_view language) : formatter_(std::make_unique<Formatter>(language)) {}

NumberText::~NumberText() = default;

std::string NumberText::operator()(std::uint64_t number) const {
    UErrorCode status = U_ZERO_ERROR;
    return to_utf8(formatter_->plain.formatInt(static_cast<std::int64_t>(number), status), status);
}

std::string NumberText::gigabytes(std::uint64_t bytes) const {
    UErrorCode status = U_ZERO_ERROR;
    const double number = static_cast<double>(bytes) / bytes_in_gigabyte;
    return to_utf8(formatter_->gigabytes.formatDouble(number, status), status);
}

std::string number_text(std::uint64_t number, std::string_view language) {
    const bool plain = number < ungrouped || number > most;
    return plain ? std::to_string(number) : NumberText(language)(number);
}

}  // namespace view
