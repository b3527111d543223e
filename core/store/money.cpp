#include "core/store/money.h"

namespace store {

std::string_view name_of(Currency currency) {
    switch (currency) {
        case Currency::usd:
            return "USD";
        case Currency::eur:
            return "EUR";
        case Currency::gbp:
            return "GBP";
    }
    return "";
}

std::optional<Currency> parse_currency(std::string_view text) {
    for (const auto currency : {Currency::usd, Currency::eur, Currency::gbp}) {
        if (name_of(currency) == text) return currency;
    }
    return std::nullopt;
}

}  // namespace store
