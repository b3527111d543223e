// Money as a language writes it, by ICU: "€12.50", "12,50 €".
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/store/money.h"

namespace view {

// Made once a page: the formatter is dear, the texts are not. One thread at a time.
class MoneyText {
public:
    // `language`: one of language_codes.
    explicit MoneyText(std::string_view language);
    ~MoneyText();
    MoneyText(const MoneyText&) = delete;
    MoneyText& operator=(const MoneyText&) = delete;

    std::string operator()(const store::Money& money) const;

private:
    class Formatter;
    std::unique_ptr<Formatter> formatter_;
};

}  // namespace view
