// How a case ends, whoever ends it.
#pragma once

#include "core/chat/own_events.h"
#include "core/moderation/permission.h"
#include "core/store/moderation_cases.h"

namespace moderation {

// Nothing when this actor may work on the case now. Errors: case_decided, case_taken.
std::optional<base::Error> busy(const store::Case& found, const Actor& actor, base::Time now);

// Decided; whoever reported hears of it with `events`. Inside the caller's transaction.
void settle_case(db::Connection& connection, base::CaseId id, std::optional<base::UserId> by, bool acted,
                 base::Time now, chat::OwnEvents& events);

}  // namespace moderation
