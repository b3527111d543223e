#include "core/accounts/name.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <stdexcept>

#include "core/base/random.h"

namespace accounts {
namespace {

constexpr std::string_view guest_prefix = "guest_";
constexpr std::string_view member_prefix = "member_";
constexpr std::size_t generated_length = 6;

// What the columns display_name, name_key and capitals_key hold. A grapheme may be of many code points, and a few letters unfold to many more in a key.
constexpr std::int32_t most_code_points = 80;
constexpr std::size_t most_key_bytes = 512;

// Names that would make a visitor believe to hear the house. Compared by their keys, so that look-alikes fall with them.
constexpr std::array reserved{"admin",       "administrator", "moderator", "mod",       "system", "chatroom",
                              "thechatroom", "the_chatroom",  "support",   "help",      "staff",  "owner",
                              "operator",    "root",          "official",  "security",  "house",  "everyone",
                              "here",        "channel",       "nobody",    "anonymous", "null",   "undefined",
                              "deleted",     "bot",           "me",        "you"};

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU failed: ") + what + ": " + u_errorName(status));
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }
bool is_letter_or_digit(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0; }
bool is_joint(UChar32 c) { return c == '_' || c == '-' || c == '.'; }

std::size_t count_graphemes(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
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

const icu::Normalizer2& folding() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    require(status, "case folding");
    return *instance;
}

icu::UnicodeString fold(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString folded = folding().normalize(text, status);
    require(status, "case folding");
    return folded;
}

icu::UnicodeString skeleton_of(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(uspoof_open(&status),
                                                                          &uspoof_close);
    require(status, "confusables");
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker.get(), 0, text, skeleton, &status);
    require(status, "skeleton");
    return skeleton;
}

// Names with one key cannot be told apart by eye: case folded, compatibility characters unified, then the confusables' skeleton.
std::string key_of(const icu::UnicodeString& name) {
    // Some skeletons have upper case letters (the digit 1 and l both become l, 0 becomes O): fold once more.
    std::string key;
    fold(skeleton_of(fold(name))).toUTF8String(key);
    return key;
}

// The same for names in capitals: folding first would turn a Greek capital nu, the very N, into a letter that looks like v.
std::string capitals_key_of(const icu::UnicodeString& name) { return key_of(skeleton_of(name)); }

icu::UnicodeString decode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// "adm1n" is no look-alike, but it is read as one.
icu::UnicodeString letters_for_digits(icu::UnicodeString name) {
    constexpr std::u16string_view letters = u"oizeasgtbg";
    for (int32_t i = 0; i < name.length(); ++i) {
        const char16_t c = name.charAt(i);
        if (c >= u'0' && c <= u'9') name.setCharAt(i, letters[c - u'0']);
    }
    return name;
}

// Made once: a key costs far more than a look-up.
struct ReservedKeys {
    const std::array<std::string, 2> prefixes{key_of(decode(guest_prefix)), key_of(decode(member_prefix))};
    std::set<std::string> keys;
    std::set<std::string> capitals_keys;

    ReservedKeys() {
        for (const char* word : reserved) {
            icu::UnicodeString text = decode(word);
            keys.insert(key_of(text));
            capitals_keys.insert(capitals_key_of(text.toUpper(icu::Locale::getRoot())));
        }
    }
};

bool is_reserved(const Name& name) {
    static const ReservedKeys reserved_keys;
    const auto among = [&](const std::string& key, const std::set<std::string>& keys) {
        return keys.contains(key) ||
               std::ranges::any_of(reserved_keys.prefixes,
                                   [&](const std::string& prefix) { return key.starts_with(prefix); });
    };
    return among(name.key, reserved_keys.keys) || among(name.capitals_key, reserved_keys.capitals_keys) ||
           among(key_of(letters_for_digits(decode(name.text))), reserved_keys.keys);
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
    if (graphemes > limits.name_max_graphemes || name.countChar32() > most_code_points)
        return ErrorCode::name_too_long;
    Name out;
    name.toUTF8String(out.text);
    out.key = key_of(name);
    out.capitals_key = capitals_key_of(name);
    if (std::max(out.key.size(), out.capitals_key.size()) > most_key_bytes) return ErrorCode::name_too_long;
    if (!generated && is_reserved(out)) return ErrorCode::name_reserved;
    return out;
}

namespace {

Name generated(std::string_view prefix, const base::Limits& limits) {
    auto name = parse_name(std::string(prefix) + base::random_code(generated_length), limits, true);
    return std::move(name.value());
}

}  // namespace

bool look_alike(const Name& one, const Name& other) {
    return one.key == other.key || one.capitals_key == other.capitals_key;
}

Name generated_name(const base::Limits& limits) { return generated(guest_prefix, limits); }
Name generated_member_name(const base::Limits& limits) { return generated(member_prefix, limits); }

}  // namespace accounts
