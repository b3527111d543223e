// A member's session from sign-in to sign-out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/limits.h"
#include "core/chat/hints.h"
#include "core/store/ban_marks.h"

namespace accounts {

// What a browser shows of itself; kept with the session so that the person recognises it.
struct Device {
    std::string user_agent;
    std::string address;  // as nginx sees it; kept in part
    store::Marks marks = {};
};

struct Keys {
    std::string access;
    base::Time access_expires_at{};
    std::string refresh;
    base::Time refresh_expires_at{};
};

// Everything that sessions are made and ended with. Borrowed.
struct SessionHouse {
    const MemberTokens& tokens;
    const base::Clock& clock;
    const base::Limits& limits;
    const chat::HintSender& hints;
};

// Inside the caller's transaction.
Keys open_session(db::Connection& connection, const SessionHouse& house, base::UserId user, bool stay,
                  const Device& device, bool second_step_taken);

// New tokens for a refresh token. The one just rotated gives the same successor for a while (two tabs, a lost answer); an older one was stolen from
// somebody: the session ends, for both. Errors: no_refresh_token, invalid_refresh_token, invalid_session, banned.
base::Result<Keys> renew(db::Connection& connection, const SessionHouse& house,
                         std::string_view refresh_token, const Device& device);

// Ends one session of this member, and closes its sockets. False when there was none.
bool end_session(db::Connection& connection, const SessionHouse& house, base::UserId user,
                 base::SessionId session);
// Ends all but one, or all.
void end_other_sessions(db::Connection& connection, const SessionHouse& house, base::UserId user,
                        std::optional<base::SessionId> except);
// The same inside the caller's transaction; the hint to send after its commit.
std::optional<chat::Hint> end_sessions_inside(db::Connection& connection, base::UserId user,
                                              std::optional<base::SessionId> except, base::Time now);
// Tells the person's stream that these have ended; the hint to send after the commit. Last in the transaction: it locks the stream.
std::optional<chat::Hint> tell_ended(db::Connection& connection, base::StreamId stream,
                                     const std::vector<base::SessionId>& ended, base::Time now);

// "203.0.113.*", "2001:db8:1:2:*": enough to recognise a place by. Pure.
std::string place_of(std::string_view address);

}  // namespace accounts
