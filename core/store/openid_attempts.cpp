#include "core/store/openid_attempts.h"

#include "core/db/dialect.h"
#include "core/db/transaction.h"

namespace store {

void add_openid_attempt(db::Connection& connection, const OpenIdAttempt& attempt) {
    connection.execute(
        "INSERT INTO verification_openid (state_hash, user_id, nonce, verifier, expires_at) VALUES (?, ?, ?, ?," DB_TIME
        ")",
        attempt.state_hash, attempt.user, attempt.nonce, attempt.verifier, attempt.expires_at);
}

std::optional<OpenIdAttempt> take_openid_attempt(db::Connection& connection, std::string_view state_hash) {
    return db::transact(connection, [&](db::Connection& inside) -> std::optional<OpenIdAttempt> {
        auto rows = inside.query("SELECT user_id, nonce, verifier," DB_MS(
                                     "expires_at") "FROM verification_openid WHERE state_hash = ? FOR UPDATE",
                                 state_hash);
        if (!rows.next()) return std::nullopt;
        OpenIdAttempt attempt{.state_hash = std::string(state_hash),
                              .user = rows.id<base::UserId>(0),
                              .nonce = rows.text(1),
                              .verifier = rows.text(2),
                              .expires_at = rows.time(3)};
        inside.execute("DELETE FROM verification_openid WHERE state_hash = ?", state_hash);
        return attempt;
    });
}

std::uint64_t remove_expired_openid_attempts(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute("DELETE FROM verification_openid WHERE expires_at <=" DB_TIME
                              "ORDER BY expires_at LIMIT ?",
                              now, most);
}

}  // namespace store
