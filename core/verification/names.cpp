// Names as people write them beside those of a machine-readable zone, which has A to Z alone.
#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/verification/warnings.h"

namespace verification {
namespace {

constexpr std::size_t short_name = 4;  // a shorter beginning says nothing

// ICAO Doc 9303 part 3, section 6 writes some letters as two; people and offices as often as one.
std::string folded(std::string_view text, const char* rules) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> way(
        icu::Transliterator::createInstance(rules, UTRANS_FORWARD, status));
    auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    if (U_SUCCESS(status)) way->transliterate(wide);
    wide.toUpper();
    std::string out;
    wide.toUTF8String(out);
    return out;
}

std::vector<std::string> words_of(std::string_view text, const char* rules) {
    std::vector<std::string> words(1);
    for (const char c : folded(text, rules)) {
        if (c >= 'A' && c <= 'Z')
            words.back() += c;
        else if (c != '\'' && !words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool alike(const std::string& one, const std::string& other) {
    if (one == other) return true;
    const auto& brief = one.size() < other.size() ? one : other;
    const auto& whole = one.size() < other.size() ? other : one;
    return brief.size() >= short_name && whole.starts_with(brief);
}

bool found_among(const std::vector<std::string>& shown, std::string_view name) {
    const auto found = [&](const char* rules) {
        const auto words = words_of(name, rules);
        return std::ranges::any_of(words, [&](const auto& word) {
            return std::ranges::any_of(shown, [&](const auto& one) { return alike(one, word); });
        });
    };
    return found("Any-Latin; de-ASCII; Latin-ASCII") || found("Any-Latin; Latin-ASCII");
}

}  // namespace

bool names_agree(std::string_view on_document, std::string_view first_name, std::string_view last_name) {
    const auto shown = words_of(on_document, "Any-Latin; Latin-ASCII");
    return found_among(shown, first_name) && (last_name.empty() || found_among(shown, last_name));
}

}  // namespace verification
