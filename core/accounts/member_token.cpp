#include "core/accounts/member_token.h"

#include <nlohmann/json.hpp>

#include <charconv>

#include "core/accounts/guest_token.h"

namespace accounts {
namespace {

std::uint64_t seconds(base::Time time) {
    return static_cast<std::uint64_t>(
        std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
}

nlohmann::json claims_of(const RefreshGrant& grant) {
    return {{"sub", std::to_string(grant.user.value)},
            {"sid", grant.session.value},
            {"gen", grant.generation},
            {"iat", seconds(grant.issued_at)},
            {"exp", seconds(grant.expires_at)}};
}

std::optional<std::uint64_t> number_of(const nlohmann::json& claims, const char* name) {
    const auto member = claims.find(name);
    if (member == claims.end() || !member->is_number_unsigned()) return std::nullopt;
    return member->get<std::uint64_t>();
}

std::optional<std::uint64_t> subject_of(const nlohmann::json& claims) {
    const auto member = claims.find("sub");
    if (member == claims.end() || !member->is_string()) return std::nullopt;
    const auto& text = member->get_ref<const std::string&>();
    std::uint64_t id = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

std::optional<MemberClaims> claims_from(const nlohmann::json& json) {
    const auto user = subject_of(json);
    const auto session = number_of(json, "sid");
    if (!user || !session) return std::nullopt;
    MemberClaims claims{.user = base::UserId{*user}, .session = base::SessionId{*session}, .generation = {}};
    if (const auto generation = number_of(json, "gen"))
        claims.generation = static_cast<std::uint32_t>(*generation);
    return claims;
}

}  // namespace

MemberTokens::MemberTokens(const base::KeyPair& access_secrets, const base::KeyPair& refresh_secrets)
    : access_(access_secrets, "access token"),
      refresh_(refresh_secrets, "refresh token"),
      ticket_(access_secrets, "second step ticket") {}

std::string MemberTokens::make_access(base::UserId user, base::SessionId session, base::Time now,
                                      base::Time expires_at) const {
    return access_.sign({{"sub", std::to_string(user.value)},
                         {"sid", session.value},
                         {"iat", seconds(now)},
                         {"exp", seconds(expires_at)}});
}

std::string MemberTokens::make_refresh(const RefreshGrant& grant) const {
    return refresh_.sign(claims_of(grant));
}

std::optional<std::string> MemberTokens::remake_refresh(const RefreshGrant& grant,
                                                        std::string_view hash) const {
    for (const std::size_t key : {0U, 1U}) {
        auto token = refresh_.sign_with(key, claims_of(grant));
        if (token && token_hash(*token) == hash) return token;
    }
    return std::nullopt;
}

std::string MemberTokens::make_ticket(base::UserId user, bool stay, base::Time now) const {
    return ticket_.sign({{"sub", std::to_string(user.value)},
                         {"stay", stay},
                         {"iat", seconds(now)},
                         {"exp", seconds(now + ticket_lifetime)}});
}

std::optional<Ticket> MemberTokens::verify_ticket(std::string_view token, base::Time now) const {
    const auto json = ticket_.verify(token, now);
    const auto user = json ? subject_of(*json) : std::nullopt;
    if (!user) return std::nullopt;
    return Ticket{.user = base::UserId{*user}, .stay = json->value("stay", false)};
}

std::optional<MemberClaims> MemberTokens::verify_access(std::string_view token, base::Time now) const {
    const auto json = access_.verify(token, now);
    return json ? claims_from(*json) : std::nullopt;
}

std::optional<MemberClaims> MemberTokens::verify_refresh(std::string_view token, base::Time now) const {
    const auto json = refresh_.verify(token, now);
    auto claims = json ? claims_from(*json) : std::nullopt;
    if (claims && !claims->generation) return std::nullopt;
    return claims;
}

}  // namespace accounts
