#include "core/accounts/session.h"

namespace accounts {
namespace {

std::optional<Session> guest_session(db::Connection& connection, const Tokens& tokens, base::Time now,
                                     const std::string& token) {
    const auto expires_at = tokens.guest.verify(token);
    if (!expires_at || *expires_at <= now) return std::nullopt;
    auto found = store::find_temp_session(connection, token_hash(token), now);
    if (!found) return std::nullopt;
    return Session{.key = {.member = false, .number = found->id.value},
                   .user = std::nullopt,
                   .age = found->age,
                   .expires_at = found->expires_at,
                   .stream = found->stream,
                   .participant = std::move(found->participant)};
}

std::optional<MemberClaims> member_claims(const Tokens& tokens, base::Time now,
                                          const Credentials& credentials) {
    for (const auto* token : {&credentials.bearer, &credentials.access}) {
        if (auto claims = tokens.member.verify_access(*token, now)) return claims;
    }
    return tokens.member.verify_refresh(credentials.refresh, now);
}

std::optional<Session> member_session(db::Connection& connection, const Tokens& tokens, base::Time now,
                                      const Credentials& credentials) {
    const auto claims = member_claims(tokens, now, credentials);
    if (!claims) return std::nullopt;
    auto found = store::find_member_session(connection, claims->session, now);
    if (!found || found->user != claims->user) return std::nullopt;
    // An old refresh token proves nothing: renew() is where it is found out.
    if (claims->generation && *claims->generation != found->generation) return std::nullopt;
    return Session{.key = {.member = true, .number = found->id.value},
                   .user = found->user,
                   .age = found->age,
                   .expires_at = found->expires_at,
                   .stream = found->stream,
                   .participant = std::move(found->participant),
                   .must_change_password = found->must_change_password,
                   .second_step_taken = found->second_step_taken,
                   .locale = std::move(found->locale)};
}

// The session behind the credentials, of whatever status its person is.
std::optional<Session> find_session(db::Connection& connection, const Tokens& tokens, base::Time now,
                                    const Credentials& credentials) {
    if (auto session = member_session(connection, tokens, now, credentials)) return session;
    for (const auto* token : {&credentials.bearer, &credentials.guest}) {
        if (auto session = guest_session(connection, tokens, now, *token)) return session;
    }
    return std::nullopt;
}

bool banned(store::AccountStatus status) {
    return status == store::AccountStatus::suspended || status == store::AccountStatus::banned;
}

}  // namespace

bool genuine(const Credentials& credentials, const Tokens& tokens, base::Time now) {
    if (member_claims(tokens, now, credentials)) return true;
    for (const auto* token : {&credentials.bearer, &credentials.guest}) {
        const auto expires_at = tokens.guest.verify(*token);
        if (expires_at && *expires_at > now) return true;
    }
    return false;
}

base::Result<Session> authenticate(db::Connection& connection, const Tokens& tokens, const base::Clock& clock,
                                   const Credentials& credentials) {
    if (credentials.empty()) return base::ErrorCode::no_session;
    auto session = find_session(connection, tokens, clock.now(), credentials);
    if (!session) return base::ErrorCode::session_ended;
    if (banned(session->participant.status)) return base::ErrorCode::banned;
    if (session->participant.status != store::AccountStatus::active) return base::ErrorCode::session_ended;
    return std::move(*session);
}

std::optional<base::ParticipantId> banned_person(db::Connection& connection, const Tokens& tokens,
                                                 const base::Clock& clock, const Credentials& credentials) {
    const auto session = find_session(connection, tokens, clock.now(), credentials);
    if (!session || !banned(session->participant.status)) return std::nullopt;
    return session->participant.id;
}

std::optional<base::Error> door_refusal(const Session& session) {
    if (session.must_change_password) return base::Error{base::ErrorCode::password_change_required};
    return std::nullopt;
}

}  // namespace accounts
