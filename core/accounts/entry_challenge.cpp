#include "core/accounts/entry_challenge.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <bit>

#include "core/accounts/address.h"
#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {
namespace {

constexpr std::string_view purpose = "entry challenge";
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t expiry_bytes = 8;
constexpr std::size_t head_bytes = nonce_bytes + expiry_bytes;
constexpr std::size_t signature_bytes = 16;
constexpr std::size_t longest_proof = 20;
constexpr unsigned largest_number = 10;

base::Time expiry_of(std::string_view head) {
    std::uint64_t ms = 0;
    for (const unsigned char byte : head.substr(nonce_bytes, expiry_bytes)) ms = ms << 8 | byte;
    return base::from_epoch_ms(static_cast<std::int64_t>(ms));
}

unsigned leading_zero_bits(std::string_view hash) {
    unsigned bits = 0;
    for (const unsigned char byte : hash) {
        bits += static_cast<unsigned>(std::countl_zero(byte));
        if (byte != 0) break;
    }
    return bits;
}

// Digits of any script; white space around them does no harm. Nothing for anything else.
std::optional<unsigned> parse_number(std::string_view text) {
    constexpr int most_digits = 4;
    auto digits = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    digits.trim();
    const std::int32_t length = digits.countChar32();
    if (length == 0 || length > most_digits) return std::nullopt;
    unsigned number = 0;
    for (std::int32_t at = 0; at < digits.length(); at = digits.moveIndex32(at, 1)) {
        const auto digit = u_charDigitValue(digits.char32At(at));
        if (digit < 0) return std::nullopt;
        number = number * 10 + static_cast<unsigned>(digit);
    }
    return number;
}

}  // namespace

EntryChallenges::EntryChallenges(const base::KeyPair& secrets)
    : key_(base::derive_key(secrets.current, purpose)),
      question_key_(base::derive_key(secrets.current, "entry question")) {
    if (!secrets.previous.empty()) previous_key_ = base::derive_key(secrets.previous, purpose);
}

std::string EntryChallenges::sign(const std::string& key, std::string_view head,
                                  std::string_view address) const {
    return base::hmac_sha256(key, std::string(head) + prefix_of(address)).substr(0, signature_bytes);
}

std::string EntryChallenges::make(std::string_view address, base::Time expires_at) const {
    std::string head = base::random_bytes(nonce_bytes);
    const auto ms = static_cast<std::uint64_t>(base::to_epoch_ms(expires_at));
    for (std::size_t i = 0; i < expiry_bytes; ++i)
        head.push_back(static_cast<char>(ms >> (8 * (expiry_bytes - 1 - i))));
    return base::to_base64url(head + sign(key_, head, address));
}

std::optional<std::string> EntryChallenges::verify(std::string_view challenge, std::string_view address,
                                                   base::Time now) const {
    const auto raw = base::from_base64url(challenge);
    if (!raw || raw->size() != head_bytes + signature_bytes) return std::nullopt;
    const auto head = std::string_view(*raw).substr(0, head_bytes);
    const auto signature = std::string_view(*raw).substr(head_bytes);
    const auto signed_with = [&](const std::string& key) {
        return !key.empty() && base::constant_time_equal(sign(key, head, address), signature);
    };
    if (!signed_with(key_) && !signed_with(previous_key_)) return std::nullopt;
    if (expiry_of(head) <= now) return std::nullopt;
    return std::string(head.substr(0, nonce_bytes));
}

EntryQuestion EntryChallenges::question(std::string_view challenge) const {
    const auto bytes = base::hmac_sha256(question_key_, challenge);
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned char>(bytes.at(at)) % largest_number + 1U;
    };
    return {.first = number(0), .second = number(1)};
}

bool is_proof(std::string_view challenge, std::string_view proof, unsigned bits) {
    const bool digits = std::ranges::all_of(proof, [](char c) { return c >= '0' && c <= '9'; });
    if (proof.empty() || proof.size() > longest_proof || !digits) return false;
    return leading_zero_bits(base::sha256(std::string(challenge) + ":" + std::string(proof))) >= bits;
}

bool is_answer(const EntryQuestion& question, std::string_view answer) {
    return parse_number(answer) == question.first + question.second;
}

}  // namespace accounts
