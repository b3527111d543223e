// Hashes, keyed hashes, key derivation and authenticated encryption by OpenSSL. Any thread; throws std::runtime_error when OpenSSL fails.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

// 32 bytes.
std::string sha256(std::string_view data);
// 32 bytes (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view data);
// 32 bytes of key for one purpose, from a secret (HKDF-SHA256, RFC 5869, no salt). Different labels give unrelated keys.
std::string derive_key(std::string_view secret, std::string_view label);

// Takes as long for equal as for unequal texts of one length. Unequal lengths are unequal.
bool constant_time_equal(std::string_view a, std::string_view b);

// What AES-256-GCM (NIST SP 800-38D) makes of a text: 12 bytes that were random, 16 that prove it whole, and as many bytes as the text has.
struct Encrypted {
    std::string iv;
    std::string tag;
    std::string data;
};
// `key` is of 32 bytes, else std::invalid_argument. `context` is not kept, but must be the same for decrypting. One key is good for 2^32 texts.
Encrypted encrypt(std::string_view key, std::string_view plain, std::string_view context);
// Nothing when key or context is another one, or any byte was changed.
std::optional<std::string> decrypt(std::string_view key, const Encrypted& text, std::string_view context);

// base64 with padding (RFC 4648 section 4), as data: addresses have it.
std::string to_base64(std::string_view data);
// base64url without padding (RFC 4648 section 5). Decoding gives nothing for any character outside of the alphabet.
std::string to_base64url(std::string_view data);
std::optional<std::string> from_base64url(std::string_view text);
// Lower case. Decoding gives nothing for anything else, so that a text has one spelling.
std::string to_hex(std::string_view data);
std::optional<std::string> from_hex(std::string_view text);

}  // namespace base
