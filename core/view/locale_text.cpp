#include "core/view/locale_text.h"

#include <unicode/coll.h>
#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "core/view/quality_list.h"

namespace view {
namespace {

// The pages write their numbers in the digits 0 to 9, in every language.
icu::Locale locale_of(const Language& language) {
    return icu::Locale((language.code() + "@numbers=latn").c_str());
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string format(base::Time at, const Language& language, icu::DateFormat::EStyle time_style) {
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createDateTimeInstance(icu::DateFormat::kMedium, time_style, locale_of(language)));
    if (!format) throw std::runtime_error("ICU has no dates for " + language.code());
    format->setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    return to_utf8(format->format(static_cast<UDate>(base::to_epoch_ms(at)), text));
}

}  // namespace

std::string country_name(std::string_view code, const Language& language) {
    icu::UnicodeString name;
    icu::Locale("", std::string(code).c_str()).getDisplayCountry(locale_of(language), name);
    return name.isEmpty() ? std::string(code) : to_utf8(name);
}

std::vector<std::size_t> alphabetical_order(const std::vector<std::string>& texts, const Language& language) {
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> alphabet(icu::Collator::createInstance(locale_of(language), status));
    if (U_FAILURE(status)) return order;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        UErrorCode compared = U_ZERO_ERROR;
        return alphabet->compareUTF8(texts[a], texts[b], compared) == UCOL_LESS;
    });
    return order;
}

std::string likely_country(std::string_view accept_language) {
    const auto wanted = parse_quality_list(accept_language);
    if (wanted.empty()) return {};
    UErrorCode status = U_ZERO_ERROR;
    auto locale = icu::Locale::forLanguageTag(
        icu::StringPiece(wanted.front().value.data(), static_cast<int32_t>(wanted.front().value.size())),
        status);
    locale.addLikelySubtags(status);
    return U_FAILURE(status) ? std::string() : std::string(locale.getCountry());
}

std::string date_text(base::Time at, const Language& language) {
    return format(at, language, icu::DateFormat::kNone);
}

std::string moment_text(base::Time at, const Language& language) {
    return format(at, language, icu::DateFormat::kShort) + " UTC";
}

}  // namespace view
