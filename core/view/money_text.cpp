#include "core/view/money_text.h"

#include <fmt/format.h>
#include <unicode/numberformatter.h>

#include <stdexcept>

namespace view {
namespace {

constexpr std::uint64_t minor_units = 100;

icu::number::LocalizedNumberFormatter formatter_of(std::string_view language, const char* currency) {
    UErrorCode status = U_ZERO_ERROR;
    // The pages write their numbers in the digits 0 to 9, in every language.
    auto formatter = icu::number::NumberFormatter::withLocale(
                         icu::Locale((std::string(language) + "@numbers=latn").c_str()))
                         .unit(icu::CurrencyUnit(icu::StringPiece(currency), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU does not know a currency of the house");
    return formatter;
}

}  // namespace

class MoneyText::Formatter {
public:
    explicit Formatter(std::string_view language)
        : usd_(formatter_of(language, "USD")),
          eur_(formatter_of(language, "EUR")),
          gbp_(formatter_of(language, "GBP")) {}

    const icu::number::LocalizedNumberFormatter& of(store::Currency currency) const {
        if (currency == store::Currency::eur) return eur_;
        return currency == store::Currency::gbp ? gbp_ : usd_;
    }

private:
    icu::number::LocalizedNumberFormatter usd_;
    icu::number::LocalizedNumberFormatter eur_;
    icu::number::LocalizedNumberFormatter gbp_;
};

MoneyText::MoneyText(std::string_view language) : formatter_(std::make_unique<Formatter>(language)) {}

MoneyText::~MoneyText() = default;

std::string MoneyText::operator()(const store::Money& money) const {
    const std::string decimal = fmt::format("{}.{:02}", money.minor / minor_units, money.minor % minor_units);
    UErrorCode status = U_ZERO_ERROR;
    std::string text;
    formatter_->of(money.currency).formatDecimal(decimal, status).toString(status).toUTF8String(text);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write an amount of money");
    // Where words run from right to left, the sign would else part from its letters: $US.
    if (text.starts_with("\u200f") && text.ends_with("$")) text += "\u200e";
    return text;
}

}  // namespace view
