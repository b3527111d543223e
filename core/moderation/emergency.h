// The emergency switch of a lounge or of the whole house: with one press, for a time. core/chat/emergency has what holds while it is on.
#pragma once

#include <optional>

#include "core/moderation/action.h"

namespace moderation {

struct EmergencyChange {
    std::optional<store::Lounge> lounge{};  // nothing: every lounge
    store::EmergencyAccess access = store::EmergencyAccess::everybody;
    base::Millis slow{0};
    bool links_off = false;
    base::Millis lasts{0};  // 0: off, everything as usual
};

// Of a lounge by whoever moderates there, of the house by moderators of the house. Errors: those of accounts::refusal, length_missing for longer than
// limits.emergency_most, bad_request for a change that changes nothing or makes no sense.
std::optional<base::Error> change_emergency(db::Connection& connection, const chat::House& house,
                                            const audit::Log& log, const Actor& actor,
                                            const EmergencyChange& change);

}  // namespace moderation
