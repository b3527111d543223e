// Members without the way through sign-up, for tests that are about something else.
#pragma once

#include <string>

#include "core/db/connection.h"

namespace support {

// The guest is a member from now on: with an account that nobody can sign in to.
inline base::UserId make_member(db::Connection& connection, base::ParticipantId who) {
    const base::UserId user{connection.insert(
        "INSERT INTO user (verified_at, created_at, updated_at) VALUES ('2026-01-01', '2026-01-01', '2026-01-01')")};
    connection.execute("UPDATE participant SET user_id = ? WHERE id = ?", user, who);
    return user;
}

}  // namespace support
