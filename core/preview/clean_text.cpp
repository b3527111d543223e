#include "core/preview/clean_text.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <optional>

namespace preview {
namespace {

constexpr int most_marks = 4;  // on one letter
constexpr std::string_view ellipsis = "…";

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// As browsers take these names (https://encoding.spec.whatwg.org/#names-and-labels).
std::string known_as(std::string_view charset) {
    for (const std::string_view name : {"iso-8859-1", "latin1", "l1", "us-ascii", "ascii", "cp1252"}) {
        if (charset == name) return "windows-1252";
    }
    if (charset == "iso-8859-9" || charset == "latin5") return "windows-1254";
    if (charset == "gb2312") return "gb18030";
    return std::string(charset);
}

std::optional<std::string> convert(std::string_view bytes, const std::string& charset) {
    constexpr std::size_t longest_name = 40;
    if (charset.empty() || charset.size() > longest_name) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    const Converter converter(ucnv_open(charset.c_str(), &status));
    if (U_FAILURE(status)) return std::nullopt;
    // What it cannot read it replaces.
    icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

// Cut anywhere, it may end within a letter.
bool is_utf8(std::string_view bytes) {
    const auto size = static_cast<int32_t>(bytes.size());
    for (int32_t at = 0; at < size;) {
        const int32_t begin = at;
        UChar32 c = 0;
        U8_NEXT(bytes.data(), at, size, c);
        if (c < 0) return size - begin < U8_MAX_LENGTH;
    }
    return true;
}

// A mark at the beginning, and what follows it is written in.
struct ByteOrder {
    std::string_view mark;
    const char* charset;
};
constexpr ByteOrder byte_orders[] = {
    {"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}};

bool is_space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

// Controls, what turns the direction, what is not seen, what is no letter of anybody.
bool is_kept(UChar32 c) {
    if (c == 0x200D || c == 0x200C) return true;  // joiners: emoji and several scripts need them
    if (c >= 0xE0000 && c <= 0xE0FFF) return false;
    switch (u_charType(c)) {
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_SURROGATE:
        case U_PRIVATE_USE_CHAR:
        case U_UNASSIGNED:
            return false;
        default:
            return true;
    }
}

bool is_mark(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0 &&
           !u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR);
}

void append(std::string& out, UChar32 c) {
    char letter[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(letter, length, c);
    out.append(letter, static_cast<std::size_t>(length));
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    for (const auto& [mark, known] : byte_orders) {
        if (bytes.starts_with(mark)) return convert(bytes.substr(mark.size()), known).value_or("");
    }
    if (auto text = convert(bytes, known_as(charset))) return std::move(*text);
    return convert(bytes, is_utf8(bytes) ? "utf-8" : "windows-1252").value_or("");
}

std::string clean_text(std::string_view utf8, std::size_t most) {
    std::string out;
    std::size_t points = 0;
    int marks = 0;
    bool space = false;
    const auto size = static_cast<int32_t>(utf8.size());
    for (int32_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(utf8.data(), at, size, c);
        if (c >= 0 && is_space(c)) {
            space = !out.empty();
            continue;
        }
        if (c < 0 || !is_kept(c)) continue;
        marks = is_mark(c) ? marks + 1 : 0;
        if (marks > most_marks) continue;
        if (points + (space ? 1U : 0U) >= most) return out + std::string(ellipsis);
        if (space) out += ' ';
        points += space ? 2 : 1;
        space = false;
        append(out, c);
    }
    return out;
}

}  // namespace preview
