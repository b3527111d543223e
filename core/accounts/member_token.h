// A member's two tokens: access (short, shown with every request) and refresh (long, shown to get new ones).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/jwt.h"
#include "core/base/ids.h"

namespace accounts {

inline constexpr std::string_view access_cookie = "accessToken";
inline constexpr std::string_view refresh_cookie = "refreshToken";
inline constexpr std::string_view ticket_cookie = "secondStep";
inline constexpr std::chrono::minutes ticket_lifetime{5};

struct MemberClaims {
    base::UserId user;
    base::SessionId session;
    std::optional<std::uint32_t> generation;  // of refresh tokens
};

// The password was right; the second step is due.
struct Ticket {
    base::UserId user;
    bool stay = false;
};

// What a refresh token is made of, and nothing else: the same row gives the same token.
struct RefreshGrant {
    base::UserId user;
    base::SessionId session;
    std::uint32_t generation = 0;
    base::Time issued_at{};
    base::Time expires_at{};
};

class MemberTokens {
public:
    // Access and refresh tokens are signed with keys of their own: neither passes for the other.
    MemberTokens(const base::KeyPair& access_secrets, const base::KeyPair& refresh_secrets);

    std::string make_access(base::UserId user, base::SessionId session, base::Time now,
                            base::Time expires_at) const;
    std::string make_refresh(const RefreshGrant& grant) const;
    // The token that was made of this grant before, whichever of our keys signed it: the one with this hash.
    std::optional<std::string> remake_refresh(const RefreshGrant& grant, std::string_view hash) const;

    // Between the two steps of a sign-in, for five minutes.
    std::string make_ticket(base::UserId user, bool stay, base::Time now) const;

    // Any thread.
    std::optional<Ticket> verify_ticket(std::string_view token, base::Time now) const;
    std::optional<MemberClaims> verify_access(std::string_view token, base::Time now) const;
    std::optional<MemberClaims> verify_refresh(std::string_view token, base::Time now) const;

private:
    JwtKeys access_;
    JwtKeys refresh_;
    JwtKeys ticket_;
};

}  // namespace accounts
