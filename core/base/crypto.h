// Hashes, keyed hashes and key derivation by OpenSSL. Any thread; throws std::runtime_error when OpenSSL fails.
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

// base64url without padding (RFC 4648 section 5). Decoding gives nothing for any character outside of the alphabet.
std::string to_base64url(std::string_view data);
std::optional<std::string> from_base64url(std::string_view text);
// Lower case.
std::string to_hex(std::string_view data);

}  // namespace base
