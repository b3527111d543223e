#include "core/content/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <stdexcept>

#include "core/chat/words.h"

namespace content {
namespace {

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// As people write a letter to get past rules.
char meant_by(char c) {
    switch (c) {
        case '0':
            return 'o';
        case '1':
        case '!':
            return 'i';
        case '3':
            return 'e';
        case '4':
        case '@':
            return 'a';
        case '5':
        case '$':
            return 's';
        case '7':
            return 't';
        default:
            return c;
    }
}

// Within a word alone: what stands between two letters.
void read_digits_as_letters(std::string& text) {
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        // Not at the end of a word: "now!!" shouts.
        const char next = text[i + 1];
        const bool goes_on = is_letter(next) || (next >= '0' && next <= '9' && is_letter(meant_by(next)));
        if (is_letter(text[i - 1]) && goes_on && !is_letter(text[i])) text[i] = meant_by(text[i]);
    }
}

// Scripts whose words would lose their sense: a letter of theirs that looks like a Latin one is most often just itself.
bool keeps_its_letters(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_ARABIC:
        case USCRIPT_DEVANAGARI:
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL:
        case USCRIPT_HEBREW:
        case USCRIPT_THAI:
            return true;
        default:
            return false;
    }
}

struct Closes {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

}  // namespace

std::string plain(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    require(status, "normalization");
    // NFKC_Casefold takes Default_Ignorable_Code_Point characters away.
    const auto folded = fold->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))),
        status);
    require(status, "normalization");
    std::string out;
    folded.toUTF8String(out);
    return out;
}

bool Letters::contain(std::string_view letters, bool prefix) const {
    if (letters.empty()) return false;
    for (std::size_t at = text.find(letters); at != std::string::npos; at = text.find(letters, at + 1)) {
        const bool begins_word = std::ranges::binary_search(begins, at);
        if (begins_word && (prefix || std::ranges::binary_search(ends, at + letters.size()))) return true;
    }
    return false;
}

class LetterReader::Impl {
public:
    Impl() {
        UErrorCode status = U_ZERO_ERROR;
        checker_.reset(uspoof_open(&status));
        require(status, "confusables");
    }

    Letters read(std::string_view text) {
        std::string meant = plain(text);
        read_digits_as_letters(meant);
        Letters letters;
        for (const auto& word : words_.words(meant)) {
            letters.begins.push_back(letters.text.size());
            letters.text += word.single ? word.text : skeleton(word.text);
            letters.ends.push_back(letters.text.size());
        }
        return letters;
    }

private:
    std::string skeleton(const std::string& word) const {
        // Skeletons of plain ASCII differ from it (m is rn), so they are taken of every word, for rules and texts to meet. Numbers stay numbers.
        if (std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) return word;
        const auto letters = icu::UnicodeString::fromUTF8(word);
        for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
            if (keeps_its_letters(letters.char32At(i))) return word;
        }
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString bones;
        uspoof_getSkeletonUnicodeString(checker_.get(), 0, letters, bones, &status);
        require(status, "confusables");
        std::string out;
        bones.foldCase().toUTF8String(out);
        return out;
    }

    chat::WordBreaker words_;
    std::unique_ptr<USpoofChecker, Closes> checker_;
};

LetterReader::LetterReader() : impl_(std::make_unique<Impl>()) {}
LetterReader::~LetterReader() = default;
Letters LetterReader::read(std::string_view text) { return impl_->read(text); }

}  // namespace content
