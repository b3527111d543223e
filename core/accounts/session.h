// Who is asking: the session behind a token, checked at every door.
#pragma once

#include <optional>
#include <string_view>

#include "core/accounts/guest_token.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/temp_sessions.h"

namespace accounts {

// One person at one door. (A member's session joins this when accounts do.)
using Session = store::TempSession;

// The living session of this token: signature and expiry first, then the row and the person's status. Errors: no_session for no token at all,
// session_ended for one that is forged, run out or ended.
base::Result<Session> authenticate(db::Connection& connection, const GuestTokens& tokens,
                                   const base::Clock& clock, std::string_view token);

}  // namespace accounts
