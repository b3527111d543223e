// Guests' sessions. The database knows tokens by their SHA-256 alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

struct TempSession {
    base::TempSessionId id;
    AgeCategory age = AgeCategory::over_18;
    base::Time expires_at{};
    base::StreamId stream;  // the person's own
    Participant participant;
};

base::TempSessionId add_temp_session(db::Connection& connection, base::ParticipantId participant,
                                     std::string_view token_hash, AgeCategory age, base::Time now,
                                     base::Time expires_at);

// The session if it is neither ended nor run out at `now`.
std::optional<TempSession> find_temp_session(db::Connection& connection, std::string_view token_hash,
                                             base::Time now);

// False when it had ended before.
bool end_temp_session(db::Connection& connection, base::TempSessionId id, base::Time now);

// Ends at most `most` sessions that have run out, frees their names, and returns how many it ended.
std::size_t end_expired_temp_sessions(db::Connection& connection, base::Time now, unsigned most);

}  // namespace store
