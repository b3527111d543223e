#include "core/accounts/guest_token.h"

#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {
namespace {

constexpr std::string_view purpose = "guest token";
constexpr std::size_t expiry_bytes = 8;
constexpr std::size_t random_part = 24;
constexpr std::size_t signature_bytes = 32;
constexpr std::size_t signed_bytes = expiry_bytes + random_part;

}  // namespace

GuestTokens::GuestTokens(const base::KeyPair& secrets) : key_(base::derive_key(secrets.current, purpose)) {
    if (!secrets.previous.empty()) previous_key_ = base::derive_key(secrets.previous, purpose);
}

std::string GuestTokens::make(base::Time expires_at) const {
    std::string raw;
    const auto ms = static_cast<std::uint64_t>(base::to_epoch_ms(expires_at));
    for (std::size_t i = 0; i < expiry_bytes; ++i)
        raw.push_back(static_cast<char>(ms >> (8 * (expiry_bytes - 1 - i))));
    raw += base::random_bytes(random_part);
    raw += base::hmac_sha256(key_, raw);
    return base::to_base64url(raw);
}

std::optional<base::Time> GuestTokens::verify(std::string_view token) const {
    const auto raw = base::from_base64url(token);
    if (!raw || raw->size() != signed_bytes + signature_bytes) return std::nullopt;
    const std::string_view all(*raw);
    const auto signed_with = [&](const std::string& key) {
        return !key.empty() && base::constant_time_equal(base::hmac_sha256(key, all.substr(0, signed_bytes)),
                                                         all.substr(signed_bytes));
    };
    if (!signed_with(key_) && !signed_with(previous_key_)) return std::nullopt;
    std::uint64_t ms = 0;
    for (const unsigned char byte : all.substr(0, expiry_bytes)) ms = ms << 8 | byte;
    return base::from_epoch_ms(static_cast<std::int64_t>(ms));
}

std::string token_hash(std::string_view token) { return base::sha256(token); }

}  // namespace accounts
