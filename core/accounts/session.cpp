#include "core/accounts/session.h"

namespace accounts {

base::Result<Session> authenticate(db::Connection& connection, const GuestTokens& tokens,
                                   const base::Clock& clock, std::string_view token) {
    if (token.empty()) return base::ErrorCode::no_session;
    const auto expires_at = tokens.verify(token);
    if (!expires_at || *expires_at <= clock.now()) return base::ErrorCode::session_ended;
    auto session = store::find_temp_session(connection, token_hash(token), clock.now());
    if (!session || session->participant.status != store::AccountStatus::active)
        return base::ErrorCode::session_ended;
    return std::move(*session);
}

}  // namespace accounts
