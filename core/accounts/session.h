// Who is asking: the session behind a token, checked at every door.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/guest_token.h"
#include "core/accounts/member_token.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/member_sessions.h"
#include "core/store/temp_sessions.h"

namespace accounts {

// One person at one door.
struct Session {
    base::SessionKey key;
    std::optional<base::UserId> user;  // a member's
    store::Age age;
    base::Time expires_at{};
    base::StreamId stream;  // the person's own
    store::Participant participant;
    bool must_change_password = false;  // came in by an SMS password: may do nothing else first
    bool second_step_taken = false;
    std::string locale = {};  // of a member who chose one
    bool guest() const { return !user; }
};

// What a request brings along to show who asks; empty when absent. A bearer goes before cookies, a member's before a guest's.
struct Credentials {
    std::string bearer = {};   // a guest's token or a member's access token
    std::string access = {};   // cookies
    std::string refresh = {};  // never as bearer
    std::string guest = {};
    bool empty() const { return bearer.empty() && access.empty() && refresh.empty() && guest.empty(); }
};

// All kinds of tokens that the house signs. Borrowed.
struct Tokens {
    const GuestTokens& guest;
    const MemberTokens& member;
};

// Whether one of them is signed by us and has not run out. Asks no database; the row may still have ended.
bool genuine(const Credentials& credentials, const Tokens& tokens, base::Time now);

// The living session: signature and expiry first, then the row and the person's status. A refresh token counts as proof where no access token does (a
// socket cannot hand out new ones); it is not rotated here. Errors: no_session for no token at all, session_ended for one that is forged, run out or ended,
// banned for one whose person is.
base::Result<Session> authenticate(db::Connection& connection, const Tokens& tokens, const base::Clock& clock,
                                   const Credentials& credentials);

// Who it is that authenticate() calls banned: they may still see why, and appeal.
std::optional<base::ParticipantId> banned_person(db::Connection& connection, const Tokens& tokens,
                                                 const base::Clock& clock, const Credentials& credentials);

// Whether a living session may go on through a door: not before an SMS password has been replaced (password_change_required). Pure.
std::optional<base::Error> door_refusal(const Session& session);

}  // namespace accounts
