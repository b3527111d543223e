// Who went to an OpenID provider to prove their age, and is expected back: verification_openid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/db/connection.h"

namespace store {

struct OpenIdAttempt {
    std::string state_hash{};  // 32 bytes: what they bring back is a secret of theirs
    base::UserId user{};
    std::string nonce{};     // 43 characters, as is the verifier
    std::string verifier{};  // of PKCE
    base::Time expires_at{};
};

// Throws db::Duplicate when there is one of this hash.
void add_openid_attempt(db::Connection& connection, const OpenIdAttempt& attempt);
// Gives it and removes it, so that nobody else gets it; nothing when there is none. Expired ones are given too. A transaction of its own.
std::optional<OpenIdAttempt> take_openid_attempt(db::Connection& connection, std::string_view state_hash);
// At most `most` of those that nobody came back from. Returns how many.
std::uint64_t remove_expired_openid_attempts(db::Connection& connection, base::Time now, unsigned most);

}  // namespace store
