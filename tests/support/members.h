// Members without the way through sign-up, for tests that are about something else.
#pragma once

#include <string>

#include "core/db/connection.h"
#include "core/db/dialect.h"
#include "core/store/verifications.h"

namespace support {

// The guest is a member from now on: with an account that nobody can sign in to.
inline base::UserId make_member(db::Connection& connection, base::ParticipantId who) {
    const base::UserId user{connection.insert(
        "INSERT INTO user (verified_at, created_at, updated_at) VALUES ('2026-01-01', '2026-01-01', '2026-01-01')")};
    connection.execute("UPDATE participant SET user_id = ? WHERE id = ?", user, who);
    return user;
}

// An approved proof of this member's age; it holds until then.
inline void prove_age(db::Connection& connection, base::UserId user, base::Time until) {
    connection.execute(
        "INSERT INTO id_verification (user_id, verification_type, status, begun_at, submitted_at, decided_at, expires_at) "
        "VALUES (?, 'AGE_ONLY', 'APPROVED', '2026-01-01', '2026-01-01', '2026-01-02'," DB_TIME ")",
        user, until);
    (void)store::settle_proof(connection, user);
}

}  // namespace support
