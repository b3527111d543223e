// What moderators do about requests for removal besides what they do about any case: read a contact, and settle what was dealt with by hand.
#pragma once

#include <map>
#include <string>

#include "core/accounts/keyring.h"
#include "core/moderation/case_queue.h"
#include "core/store/removal_requests.h"

namespace moderation {

// Whoever holds the case looks at how the people who asked can be reached; that they did so goes on record once, however often they look again. Errors: those of
// accounts::refusal, not_found, case_decided, case_taken, case_not_held.
base::Result<store::Case> read_contacts(db::Connection& connection, const chat::House& house,
                                        const audit::Log& log, const Actor& actor, base::CaseId id);

// The contact of one request, for whoever holds the case and is on record as having looked; nothing for anybody else, for what has none, and when it cannot be opened.
std::optional<std::string> contact_of(const accounts::Keyring& keyring, const store::Case& found,
                                      const store::Removal& removal, base::UserId viewer, base::Time now);

// Decides a case about no message and no person: something was done by hand, and `answer` says what. Errors: those of accounts::refusal, not_found, case_taken, case_decided,
// bad_request for a case about something, removal_answer_missing, moderation_text_long.
base::Result<Done> settle(db::Connection& connection, const chat::House& house, const audit::Log& log,
                          const Actor& actor, base::CaseId id, std::string_view answer);

}  // namespace moderation
