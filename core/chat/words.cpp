#include "core/chat/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <stdexcept>

#include "core/chat/word_fold.h"

namespace chat {
namespace {

constexpr UChar32 long_vowel_sign = 0x30FC;  // of Japanese; belongs to no script

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

bool carries_meaning(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0; }
// Joiners and direction marks stand inside words and are folded away.
bool may_continue(UChar32 c) {
    return carries_meaning(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_CF_MASK)) != 0;
}

bool is_single(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
            return carries_meaning(c);
        default:
            return c == long_vowel_sign;
    }
}

}  // namespace

class WordBreaker::Impl {
public:
    Impl() {
        UErrorCode status = U_ZERO_ERROR;
        breaks_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        require(status, "words");
    }

    std::vector<Word> words(std::string_view text) {
        text_ = text;
        words_.clear();
        UErrorCode status = U_ZERO_ERROR;
        UText view = UTEXT_INITIALIZER;
        utext_openUTF8(&view, text.data(), static_cast<std::int64_t>(text.size()), &status);
        breaks_->setText(&view, status);
        require(status, "words");
        for (std::int32_t begin = breaks_->first(), end = breaks_->next(); end != icu::BreakIterator::DONE;
             begin = end, end = breaks_->next()) {
            add_segment(begin, end);
        }
        utext_close(&view);
        return std::move(words_);
    }

private:
    // What lies between two bounds: no word, one, or several.
    void add_segment(std::int32_t begin, std::int32_t end) {
        std::int32_t start = begin;
        bool meant = false;
        for (std::int32_t i = begin; i < end;) {
            const std::int32_t at = i;
            UChar32 c = 0;
            U8_NEXT(text_.data(), i, end, c);
            const bool single = is_single(c);
            if (may_continue(c) && !single) {
                meant = meant || carries_meaning(c);
                continue;
            }
            if (meant) add(start, at, false);
            if (single) add(at, i, true);
            start = i;
            meant = false;
        }
        if (meant) add(start, end, false);
    }

    void add(std::int32_t begin, std::int32_t end, bool single) {
        const auto part = icu::UnicodeString::fromUTF8(icu::StringPiece(text_.data() + begin, end - begin));
        std::string folded = single ? fold_.fold_single(part) : fold_.fold(part);
        if (folded.empty()) return;
        words_.push_back({.text = std::move(folded),
                          .begin = static_cast<std::size_t>(begin),
                          .end = static_cast<std::size_t>(end),
                          .single = single});
    }

    WordFold fold_;
    std::unique_ptr<icu::BreakIterator> breaks_;
    std::string_view text_;
    std::vector<Word> words_;
};

WordBreaker::WordBreaker() : impl_(std::make_unique<Impl>()) {}
WordBreaker::~WordBreaker() = default;
std::vector<Word> WordBreaker::words(std::string_view text) { return impl_->words(text); }

}  // namespace chat
