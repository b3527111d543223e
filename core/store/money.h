// Money: integer minor units (cents, pence) and a currency. All three currencies have two digits after the point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace store {

enum class Currency { usd, eur, gbp };
// "USD". Static storage.
std::string_view name_of(Currency currency);
std::optional<Currency> parse_currency(std::string_view text);

struct Money {
    std::uint64_t minor = 0;
    Currency currency = Currency::usd;

    bool operator==(const Money&) const = default;
};

}  // namespace store
