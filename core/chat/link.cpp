#include "core/chat/link.h"

#include <curl/urlapi.h>
#include <unicode/idna.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "core/base/ascii.h"
#include "core/base/free.h"

namespace chat {
namespace {

constexpr std::size_t longest_link = 2048;

using Url = std::unique_ptr<CURLU, base::Free<curl_url_cleanup>>;
using Text = std::unique_ptr<char, base::Free<curl_free>>;

bool starts_with_letters(std::string_view text, std::string_view beginning) {
    return text.size() >= beginning.size() &&
           std::ranges::equal(text.substr(0, beginning.size()), beginning, {}, base::lower);
}

// What no address holds: white space, invisible characters, what quotes it, and the punctuation of scripts that put no space after it.
bool ends_address(UChar32 c) {
    if (c < 0 || u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR) return true;
    if (c < 0x80) return std::string_view("<>\"`\\|^{}").find(static_cast<char>(c)) != std::string_view::npos;
    return (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb || (c >= 0x3000 && c <= 0x303f) ||
           (c >= 0xff00 && c <= 0xffef && !u_isalnum(c));
}

bool ends_sentence(UChar32 c) {
    if (c < 0x80) return std::string_view("?!.,:;*_~'").find(static_cast<char>(c)) != std::string_view::npos;
    return u_ispunct(c) != 0;
}

// Round and square brackets: an end that has its beginning within the address belongs to it.
struct Brackets {
    int round = 0;
    int square = 0;

    explicit Brackets(std::string_view text) {
        for (const char c : text) {
            round += (c == '(') - (c == ')');
            square += (c == '[') - (c == ']');
        }
    }
    // Whether the last character closes what was never opened; then it is taken off the count.
    bool stray_end(char last) {
        if (last == ')' && round < 0) return ++round, true;
        if (last == ']' && square < 0) return ++square, true;
        return false;
    }
};

std::string part_of(const Url& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    return Text(text).get();
}

Url parse(const std::string& address) {
    // libcurl takes the third slash for a slip of the pen, and what follows for the host.
    if (address.find("///") == address.find("//")) return nullptr;
    Url url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(),
                             CURLU_DISALLOW_USER | CURLU_URLENCODE) != CURLUE_OK)
        return nullptr;
    const std::string scheme = part_of(url, CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") return nullptr;
    return url;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

const icu::IDNA& idna() {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<const icu::IDNA> instance(
        icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                                           UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                                       status));
    require(status, "host names");
    return *instance;
}

const USpoofChecker* checker() {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<USpoofChecker, base::Free<uspoof_close>> instance([&] {
        USpoofChecker* made = uspoof_open(&status);
        uspoof_setRestrictionLevel(made, USPOOF_HIGHLY_RESTRICTIVE);
        uspoof_setChecks(made, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS, &status);
        return made;
    }());
    require(status, "look-alikes");
    return instance.get();
}

// Scripts mixed in a way that no language does, or a foreign letter in every place where a Latin one could stand.
bool may_deceive(const icu::UnicodeString& label) {
    UErrorCode status = U_ZERO_ERROR;
    if (uspoof_checkUnicodeString(checker(), label, nullptr, &status) != 0) return true;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker(), 0, label, skeleton, &status);
    const auto ascii = [](const icu::UnicodeString& text) {
        return std::all_of(text.getBuffer(), text.getBuffer() + text.length(),
                           [](char16_t c) { return c < 0x80; });
    };
    return U_FAILURE(status) || (!ascii(label) && ascii(skeleton));
}

bool host_may_deceive(const icu::UnicodeString& host) {
    for (int32_t begin = 0; begin <= host.length();) {
        int32_t end = host.indexOf(u'.', begin);
        if (end < 0) end = host.length();
        if (may_deceive(host.tempSubStringBetween(begin, end))) return true;
        begin = end + 1;
    }
    return false;
}

struct Host {
    std::string ascii;
    bool deceives = false;
};

std::optional<Host> parse_host(const std::string& written) {
    if (is_ascii(written)) {
        return Host{base::lower_case(written)};
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::IDNAInfo info;
    icu::UnicodeString ascii;
    icu::UnicodeString letters;
    idna().nameToASCII(icu::UnicodeString::fromUTF8(written), ascii, info, status);
    if (U_FAILURE(status) || info.hasErrors()) return std::nullopt;
    icu::IDNAInfo unused;
    idna().nameToUnicode(ascii, letters, unused, status);
    Host host;
    ascii.toUTF8String(host.ascii);
    host.deceives = U_FAILURE(status) || host_may_deceive(letters);
    return host;
}

}  // namespace

bool begins_link(std::string_view text) {
    return starts_with_letters(text, "http://") || starts_with_letters(text, "https://") ||
           starts_with_letters(text, "www.");
}

std::size_t link_length(std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    int32_t end = 0;
    for (int32_t next = 0; next < size; end = next) {
        UChar32 c = 0;
        U8_NEXT(text.data(), next, size, c);
        if (ends_address(c)) break;
    }
    Brackets brackets(text.substr(0, static_cast<std::size_t>(end)));
    while (end > 0) {
        int32_t before = end;
        UChar32 c = 0;
        U8_PREV(text.data(), 0, before, c);
        if (!ends_sentence(c) && !brackets.stray_end(text[static_cast<std::size_t>(before)])) break;
        end = before;
    }
    return static_cast<std::size_t>(end);
}

std::optional<Link> parse_link(std::string_view address) {
    if (address.size() > longest_link) return std::nullopt;
    const bool bare = starts_with_letters(address, "www.");
    if (bare && address.find('.', 4) == std::string_view::npos) return std::nullopt;
    const Url url = parse(bare ? "https://" + std::string(address) : std::string(address));
    if (!url) return std::nullopt;
    const auto host = parse_host(part_of(url, CURLUPART_HOST));
    if (!host || host->ascii.empty()) return std::nullopt;
    if (curl_url_set(url.get(), CURLUPART_HOST, host->ascii.c_str(), 0) != CURLUE_OK) return std::nullopt;
    Link link{.href = part_of(url, CURLUPART_URL), .shown = std::string(address)};
    if (link.href.empty() || !is_ascii(link.href)) return std::nullopt;
    if (host->deceives) link.shown = link.href;
    return link;
}

}  // namespace chat
