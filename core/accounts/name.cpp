#include "core/accounts/name.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "core/base/random.h"

namespace accounts {
namespace {

constexpr std::string_view generated_prefix = "guest_";
constexpr std::size_t generated_length = 6;

// Names that would make a visitor believe to hear the house. Compared by their keys, so that look-alikes fall with them.
constexpr std::array reserved{"admin",   "administrator", "moderator", "mod",      "system", "chatroom", "thechatroom", "the_chatroom", "support", "help",
                              "staff",   "owner",         "operator",  "root",     "official", "security", "house",     "everyone",     "here",    "channel",
                              "nobody",  "anonymous",     "null",      "undefined", "deleted", "bot",     "me",          "you"};

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }
bool is_letter_or_digit(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0; }
bool is_joint(UChar32 c) { return c == '_' || c == '-' || c == '.'; }

std::size_t count_graphemes(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    require(status, "graphemes");
    breaks->setText(text);
    std::size_t count = 0;
    while (breaks->next() != icu::BreakIterator::DONE) ++count;
    return count;
}

bool made_of_allowed_characters(const icu::UnicodeString& text, std::size_t most_marks) {
    std::size_t marks = 0;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        marks = is_mark(c) ? marks + 1 : 0;
        if (marks > most_marks) return false;
        if (i == 0 && !is_letter_or_digit(c)) return false;
        if (!is_letter_or_digit(c) && !is_mark(c) && !is_joint(c)) return false;
    }
    return true;
}

// Names with one key cannot be told apart by eye: case folded, compatibility characters unified, then the confusables' skeleton.
std::string key_of(const icu::UnicodeString& name) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    require(status, "case folding");
    const icu::UnicodeString folded = folding->normalize(name, status);
    require(status, "case folding");
    const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(uspoof_open(&status), &uspoof_close);
    require(status, "confusables");
    std::array<UChar, 512> skeleton{};
    const int32_t length = uspoof_getSkeleton(checker.get(), 0, folded.getBuffer(), folded.length(), skeleton.data(), skeleton.size(), &status);
    require(status, "skeleton");
    // Some skeletons have upper case letters (the digit 1 and l both become l, 0 becomes O): fold once more.
    std::string key;
    folding->normalize(icu::UnicodeString(skeleton.data(), length), status).toUTF8String(key);
    require(status, "case folding");
    return key;
}

icu::UnicodeString decode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

bool is_reserved(const std::string& key) {
    static const std::string prefix = key_of(decode(generated_prefix));
    if (key.starts_with(prefix)) return true;
    for (const char* word : reserved) {
        if (key == key_of(decode(word))) return true;
    }
    return false;
}

}  // namespace

base::Result<Name> parse_name(std::string_view text, const base::Limits& limits, bool generated) {
    using base::ErrorCode;
    if (text.size() > limits.name_max_graphemes * 40) return ErrorCode::name_too_long;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString name = decode(text);
    name.trim();
    name = icu::Normalizer2::getNFCInstance(status)->normalize(name, status);
    require(status, "NFC");
    if (name.isEmpty()) return ErrorCode::name_too_short;
    if (!made_of_allowed_characters(name, limits.name_max_marks)) return ErrorCode::name_characters;
    const std::size_t graphemes = count_graphemes(name);
    if (graphemes < limits.name_min_graphemes) return ErrorCode::name_too_short;
    if (graphemes > limits.name_max_graphemes) return ErrorCode::name_too_long;
    Name out;
    name.toUTF8String(out.text);
    out.key = key_of(name);
    if (!generated && is_reserved(out.key)) return ErrorCode::name_reserved;
    return out;
}

Name generated_name(const base::Limits& limits) {
    auto name = parse_name(std::string(generated_prefix) + base::random_code(generated_length), limits, true);
    return std::move(name.value());
}

}  // namespace accounts
