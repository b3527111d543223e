// A visitor becomes a guest: a name, an age category, a session of 24 hours.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/store/ban_marks.h"

namespace accounts {

// "18+" or "18+RED", as forms and the API write it.
std::optional<store::AgeCategory> parse_age_category(std::string_view text);

struct Entry {
    std::string name;          // empty: the house gives one
    std::string age_category;  // as sent
    store::Marks marks = {};   // from where they come
};

struct Entered {
    std::string token;  // shown once; for the cookie or the Bearer header
    base::ParticipantId participant;
    std::string name;
    base::Time expires_at{};
};

// Errors: age_required, name_*, kept_out (somebody was banned who came in from there).
base::Result<Entered> enter(db::Connection& connection, const GuestTokens& tokens, const base::Clock& clock,
                            const base::Limits& limits, const Entry& entry);

// Ends the session and frees the name and the places; false when it had ended before. Inside the caller's transaction, who also tells the person's stream
// (chat::session_end_kind).
bool close_guest(db::Connection& connection, base::Time now, base::TempSessionId session,
                 base::ParticipantId person);
// The same with the event; the number to hint at, nothing when the session had ended before. A guest who has become a member
// keeps the name.
std::optional<base::Seq> end_guest_inside(db::Connection& connection, base::Time now, const Session& session);

// Ends the session, frees the name, and tells the person's stream, so that sockets close at once.
void leave(db::Connection& connection, const base::Clock& clock, const chat::HintSender& hints,
           const Session& session);

}  // namespace accounts
