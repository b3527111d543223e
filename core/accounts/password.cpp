#include "core/accounts/password.h"

#include <crypt.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>  // crack.h needs it and does not say so
#include <memory>
#include <mutex>
#include <stdexcept>

#include <crack.h>

#include "core/base/ascii.h"
#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {
namespace {

constexpr unsigned long cost = 12;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_length = 60;
constexpr std::size_t once_length = 10;

// NFKC, as NIST SP 800-63B asks for: keyboards write one letter in several ways. What is no UTF-8 stays as it is.
std::string normalized(std::string_view password) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t units = 0;
    const auto length = static_cast<std::int32_t>(password.size());
    u_strFromUTF8(nullptr, 0, &units, password.data(), length, &status);
    if (status == U_INVALID_CHAR_FOUND) return std::string(password);
    status = U_ZERO_ERROR;
    const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC");
    const auto text =
        nfkc->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(password.data(), length)), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU failed: NFKC");
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::size_t count_code_points(std::string_view text) {
    const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_one));
}

// What bcrypt gets: 43 characters, none of them NUL, of a password of any length. The key keeps this from being the plain SHA-256 that somebody else
// may have lost: whoever has those could try them here instead of passwords.
std::string digest_of(std::string_view password) {
    return base::to_base64url(base::hmac_sha256("chatroom password", normalized(password)));
}

std::string fresh_setting() {
    const std::string random = base::random_bytes(salt_bytes);
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> out{};
    if (crypt_gensalt_rn("$2b$", cost, random.data(), static_cast<int>(random.size()), out.data(),
                         out.size()) == nullptr)
        throw std::runtime_error("libcrypt makes no salt for bcrypt");
    return out.data();
}

// `setting` is a salt, or a hash that begins with one. A failure must never pass for a hash: libcrypt tells it by a star.
std::string bcrypt(std::string_view password, const std::string& setting) {
    const auto work = std::make_unique<crypt_data>();
    const char* hash = crypt_r(digest_of(password).c_str(), setting.c_str(), work.get());
    if (hash == nullptr || *hash == '*' || std::string_view(hash).size() != hash_length)
        throw std::runtime_error(
            "libcrypt makes no bcrypt hash: a stored one is damaged, or the library knows no $2b$");
    return hash;
}

// The hash of nobody: looks like one, and no password has it.
const std::string& hash_of_nobody() {
    static const std::string hash = fresh_setting() + std::string(hash_length - 29, '.');
    return hash;
}

// ---- common passwords ----------------------------------------------------------------------------------------------------

// Common ones that cracklib's small dictionary does not have: walks over the keyboard, and what people write about this very place.
constexpr std::array walks{"1qaz2wsx", "1q2w3e4r", "q1w2e3r4", "zaq12wsx", "zaq1xsw2", "qazwsx",
                           "qweasd",   "123qwe",   "asdzxc",   "1234qwer", "qwer1234", "qwerty",
                           "azerty",   "asdfgh",   "zxcvbn",   "aa123456", "a1b2c3d4", "5201314",
                           "147258",   "changeme", "chatroom", "woaini",   "iloveyou"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
}

// "Liverpool2024!" is "Liverpool" to whoever guesses.
std::string_view without_ornament(std::string_view text) {
    const auto first = std::find_if(text.begin(), text.end(), is_letter);
    const auto last = std::find_if(text.rbegin(), text.rend(), is_letter).base();
    return first < last ? text.substr(static_cast<std::size_t>(first - text.begin()),
                                      static_cast<std::size_t>(last - first))
                        : std::string_view{};
}

// "wordword" is "word".
std::string_view without_repetition(std::string_view text) {
    for (std::size_t length = 1; length <= text.size() / 2; ++length) {
        if (text.size() % length == 0 && text.substr(length) == text.substr(0, text.size() - length))
            return text.substr(0, length);
    }
    return text;
}

// "P@ssw0rd" is "Password".
std::string as_letters(std::string text) {
    constexpr std::string_view signs = "@4301!$57";
    constexpr std::string_view letters = "aaeoiisst";
    for (char& c : text) {
        if (const auto place = signs.find(c); place != std::string_view::npos) c = letters[place];
    }
    return text;
}

// Of a common beginning what is left must be a password by itself.
bool is_mostly_a_walk(std::string text) {
    constexpr std::size_t enough = 8;
    text = base::lower_case(std::move(text));
    return std::any_of(walks.begin(), walks.end(), [&](std::string_view walk) {
        const auto place = text.find(walk);
        return place != std::string::npos && text.size() - walk.size() < enough;
    });
}

// Below this cracklib calls everything too short.
constexpr std::size_t shortest_word = 6;

// cracklib ends the process when its dictionary is missing.
void require_dictionary() {
    const std::string path = GetDefaultCracklibDict();
    for (const char* part : {".pwd", ".pwi", ".hwm"}) {
        if (access((path + part).c_str(), R_OK) != 0)
            throw std::runtime_error(
                path + part +
                " is missing, without which no password can be judged: install the Debian package "
                "cracklib-runtime and run update-cracklib");
    }
}

// cracklib keeps state between its calls. It is told a user, or else it would ask the system for the one that the program runs as.
bool cracklib_refuses(std::string_view text) {
    static std::mutex one_at_a_time;
    const std::scoped_lock guard(one_at_a_time);
    require_dictionary();
    return FascistCheckUser(std::string(text).c_str(), GetDefaultCracklibDict(), "chatroom", nullptr) !=
           nullptr;
}

bool is_common(std::string password) {
    std::erase(password, '\0');  // where cracklib would stop reading
    if (is_mostly_a_walk(password) || cracklib_refuses(password)) return true;
    const auto unit = without_repetition(password);
    if (unit.size() < password.size() && cracklib_refuses(unit)) return true;
    const std::string core(without_ornament(unit));
    if (core.size() < shortest_word) return false;
    return cracklib_refuses(core) || cracklib_refuses(as_letters(core));
}

}  // namespace

std::optional<base::Error> password_refusal(std::string_view password, const base::Limits& limits) {
    using base::ErrorCode;
    const std::string text = normalized(password);
    const std::size_t length = count_code_points(text);
    if (length < limits.password_min) return base::Error{.code = ErrorCode::password_too_short};
    if (length > limits.password_max) return base::Error{.code = ErrorCode::password_too_long};
    if (is_common(text)) return base::Error{.code = ErrorCode::password_common};
    return std::nullopt;
}

std::string hash_password(std::string_view password) { return bcrypt(password, fresh_setting()); }

bool password_matches(std::string_view password, const std::optional<std::string>& hash) {
    const std::string& expected = hash ? *hash : hash_of_nobody();
    return base::constant_time_equal(bcrypt(password, expected), expected) && hash.has_value();
}

std::string make_once_password() { return base::random_code(once_length); }

}  // namespace accounts
