// What the operator and moderators do at a lounge's door. Each act stands in the audit log, in the same transaction.
#pragma once

#include <optional>
#include <string>

#include "core/audit/log.h"
#include "core/chat/admission.h"

namespace chat {

struct BoundsChange {
    base::LoungeId lounge;
    std::optional<std::uint64_t> people;  // nothing: no bound any more
    std::optional<std::uint64_t> guests;  // among them; nothing: all
    std::string actor;                    // audit::by_operator, audit::by_user(...)
};

// Whoever is in stays in, also above the new bound; with no bound left everybody who waits comes in. Error: bad_request for a bound of nobody, for more guests
// than people, and for guests without a bound.
std::optional<base::Error> change_bounds(db::Connection& connection, const House& house,
                                         const audit::Log& log, const BoundsChange& change);

// Calls one who waits, before all others and also into a full lounge. Whether `moderator` may do so is asked here. Errors: not_waiting, and those of
// accounts::refusal.
std::optional<base::Error> call_out_of_turn(db::Connection& connection, const House& house,
                                            const audit::Log& log, const store::Lounge& lounge,
                                            const accounts::Session& moderator, base::ParticipantId who);

}  // namespace chat
