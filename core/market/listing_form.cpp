#include "core/market/listing_form.h"

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "core/accounts/text.h"
#include "core/chat/body.h"

namespace market {
namespace {

using base::ErrorCode;

constexpr std::size_t longest_number = 9;  // digits: far above every bound, far below an overflow

std::string composed(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    if (U_SUCCESS(status)) nfc->normalizeUTF8(0, text, sink, nullptr, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU does not normalise");
    return out;
}

// Line breaks and runs of white space become one space.
std::string in_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\t' || c == ' ';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out.push_back(space ? ' ' : c);
    }
    return out;
}

struct TextErrors {
    ErrorCode missing;
    ErrorCode too_long;
};

base::Result<std::string> check_text(std::string_view text, std::size_t most, const base::Limits& limits,
                                     const TextErrors& errors) {
    base::Limits bounds = limits;
    bounds.body_code_points = most;
    auto checked = chat::check_body(text, bounds);
    if (!checked && checked.error().code == ErrorCode::body_empty) return errors.missing;
    if (!checked && checked.error().code == ErrorCode::body_too_long) return errors.too_long;
    if (!checked) return checked.error();
    // What is composed may be longer: some letters are written as two.
    std::string whole = composed(*checked);
    if (!chat::check_body(whole, bounds)) return errors.too_long;
    return whole;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || text.size() > longest_number || !std::ranges::all_of(text, digit))
        return std::nullopt;
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// Nothing: not a number that may stand there. Within: nothing, or the number.
std::optional<std::optional<std::uint64_t>> parse_stock(std::string_view text, const base::Limits& limits) {
    const std::string typed = accounts::trimmed(text);
    if (typed.empty()) return std::optional<std::uint64_t>();
    const auto number = parse_number(typed);
    if (!number || *number > limits.stock_most) return std::nullopt;
    return std::optional(number);
}

std::optional<ErrorCode> missing_choice(const ListingForm& form) {
    if (!form.category) return ErrorCode::item_category_missing;
    if (!form.content) return ErrorCode::item_type_missing;
    if (!form.room) return ErrorCode::item_room_missing;
    return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> parse_price(std::string_view text) {
    const std::string typed = accounts::trimmed(text);
    const auto point = typed.find_first_of(".,");
    const auto whole = parse_number(typed.substr(0, point));
    if (!whole) return std::nullopt;
    if (point == std::string::npos) return *whole * 100;
    const std::string rest = typed.substr(point + 1);
    const auto part = parse_number(rest);
    if (!part || rest.size() > 2) return std::nullopt;
    return *whole * 100 + (rest.size() == 1 ? *part * 10 : *part);
}

std::string plain_price(std::uint64_t minor) { return fmt::format("{}.{:02}", minor / 100, minor % 100); }

base::Result<store::ItemFacts> check_listing(const ListingForm& form, const base::Limits& limits) {
    auto title = check_text(form.title, limits.item_title, limits,
                            {ErrorCode::item_title_missing, ErrorCode::item_title_long});
    if (!title) return title.error();
    auto text = check_text(form.description, limits.item_text, limits,
                           {ErrorCode::item_text_missing, ErrorCode::item_text_long});
    if (!text) return text.error();
    if (const auto missing = missing_choice(form)) return *missing;
    const auto price = parse_price(form.price);
    if (!price || *price < limits.price_least || *price > limits.price_most) return ErrorCode::item_price;
    if (!form.currency) return ErrorCode::item_currency;
    const auto stock = parse_stock(form.stock, limits);
    if (!stock) return ErrorCode::item_stock;
    return store::ItemFacts{.title = in_one_line(*title),
                            .description = std::move(*text),
                            .category = *form.category,
                            .content = *form.content,
                            .price = {.minor = *price, .currency = *form.currency},
                            .stock = *stock,
                            .room = *form.room};
}

}  // namespace market
