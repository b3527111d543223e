// Events of a person's own stream.
#pragma once

#include "core/db/connection.h"

namespace chat {

inline constexpr std::string_view session_end_kind = "session_end";

// "This session has ended": sidecars that hear it close the session's sockets. Inside the caller's transaction; returns the event's number.
base::Seq add_session_end(db::Connection& connection, base::StreamId stream, base::SessionKey session,
                          base::Time now);

// The session named by the payload of such an event; nothing when it is not one.
std::optional<base::SessionKey> ended_session(std::string_view payload);

}  // namespace chat
