#include "core/chat/word_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>
#include <stdexcept>

namespace chat {
namespace {

constexpr std::int32_t most_characters = 32;  // what the column search_word.word holds
constexpr std::int32_t least_after_article = 3;
constexpr UChar32 tatweel = 0x0640;
constexpr UChar32 nukta = 0x093C;

// Longest first: "وال" ends with "ال".
constexpr std::array<const char16_t*, 6> articles{u"وال", u"بال", u"كال", u"فال", u"ال", u"لل"};

struct Alike {
    UChar32 letter;
    const char16_t* as;
};
// Letters that people write for each other and that Unicode does not take apart.
constexpr std::array alike{Alike{0x00E6, u"ae"}, Alike{0x0153, u"oe"}, Alike{0x00F8, u"o"},
                           Alike{0x0142, u"l"},  Alike{0x0111, u"d"},  Alike{0x0131, u"i"},
                           Alike{0x0671, u"ا"},  Alike{0x0649, u"ي"},  Alike{0x06CC, u"ي"},
                           Alike{0x06A9, u"ك"},  Alike{0x0629, u"ه"},  Alike{0x0901, u"ं"}};

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

UScriptCode script_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    require(status, "script");
    return script;
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

// Whether a mark on a letter of this script makes no other word of it.
bool drops_marks(UScriptCode script) {
    switch (script) {
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC:
        case USCRIPT_ARABIC:
        case USCRIPT_HEBREW:
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED:
            return true;
        default:
            return false;
    }
}

void append_folded(icu::UnicodeString& out, UChar32 c) {
    for (const auto& [letter, as] : alike) {
        if (letter == c) {
            out.append(as, -1);
            return;
        }
    }
    const std::int32_t digit = u_charDigitValue(c);
    out.append(digit < 0 ? c : UChar32{u'0' + digit});
}

// `text` is decomposed: marks follow their letters.
icu::UnicodeString without_what_varies(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    UScriptCode base = USCRIPT_COMMON;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (!is_mark(c)) base = script_of(c);
        // A ligature may stand for several words: here it is one.
        if (c == tatweel || c == nukta || u_isUWhiteSpace(c) != 0) continue;
        if (is_mark(c) && drops_marks(base)) continue;
        append_folded(out, c);
    }
    return out;
}

icu::UnicodeString without_article(const icu::UnicodeString& word) {
    for (const char16_t* text : articles) {
        const icu::UnicodeString article(text);
        if (!word.startsWith(article)) continue;
        if (word.countChar32(article.length()) < least_after_article) return word;
        return word.tempSubString(article.length());
    }
    return word;
}

}  // namespace

class WordFold::Impl {
public:
    Impl() {
        UErrorCode status = U_ZERO_ERROR;
        casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
        decompose_ = icu::Normalizer2::getNFDInstance(status);
        compose_ = icu::Normalizer2::getNFCInstance(status);
        simplify_.reset(icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
        require(status, "normalization");
    }

    std::string fold(const icu::UnicodeString& word) const {
        const auto letters = without_what_varies(apply(*decompose_, apply(*casefold_, word)));
        return utf8(without_article(apply(*compose_, letters)));
    }

    std::string fold_single(const icu::UnicodeString& character) const {
        icu::UnicodeString folded = apply(*casefold_, character);
        simplify_->transliterate(folded);
        return utf8(folded);
    }

private:
    static icu::UnicodeString apply(const icu::Normalizer2& form, const icu::UnicodeString& text) {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString out = form.normalize(text, status);
        require(status, "normalization");
        return out;
    }
    static std::string utf8(const icu::UnicodeString& text) {
        std::string out;
        text.tempSubString(0, text.moveIndex32(0, most_characters)).toUTF8String(out);
        return out;
    }

    const icu::Normalizer2* casefold_ = nullptr;
    const icu::Normalizer2* decompose_ = nullptr;
    const icu::Normalizer2* compose_ = nullptr;
    std::unique_ptr<icu::Transliterator> simplify_;
};

WordFold::WordFold() : impl_(std::make_unique<const Impl>()) {}
WordFold::~WordFold() = default;
std::string WordFold::fold(const icu::UnicodeString& word) const { return impl_->fold(word); }
std::string WordFold::fold_single(const icu::UnicodeString& character) const {
    return impl_->fold_single(character);
}

}  // namespace chat
