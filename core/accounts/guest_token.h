// A guest's token: base64url of (expiry, 24 random bytes, HMAC-SHA256 over both). The signature lets the sidecar refuse forged and expired ones at the
// handshake without asking the database; the row (found by the token's SHA-256) decides about the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"

namespace accounts {

inline constexpr std::string_view guest_cookie = "tempSessionToken";

class GuestTokens {
public:
    // `secrets`: ACCESS_TOKEN_SECRET; the key for these tokens is derived from it.
    explicit GuestTokens(const base::KeyPair& secrets);

    std::string make(base::Time expires_at) const;
    // The expiry when the token is genuine; nothing otherwise. Any thread.
    std::optional<base::Time> verify(std::string_view token) const;

private:
    std::string key_;
    std::string previous_key_;  // empty when there is none
};

// What the database keeps: SHA-256, 32 bytes.
std::string token_hash(std::string_view token);

}  // namespace accounts
