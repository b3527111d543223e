// How posts that rules caught come before moderators: each in the case about its author, or, when it is shown all the same, in one about itself. Internal to
// chat::PostBatch; what becomes of them is core/moderation/held.
#pragma once

#include <string>

#include "core/chat/content_check.h"
#include "core/store/moderation_cases.h"

namespace chat {

// The open case about the author, made when there is none, with a report by the house. Inside the caller's transaction.
base::CaseId case_for_held(db::Connection& connection, base::ParticipantId author,
                           const store::Lounge& lounge, const Verdict& verdict, base::Time now);

// A post that is shown and that a rule points out: a case about it, with the post as it is now.
void alert(db::Connection& connection, const store::Message& message, const store::Lounge& lounge,
           const Verdict& verdict, base::Time now);

}  // namespace chat
