// A message that nobody may see until somebody has decided, and what to hint after the commit. Inside the caller's transaction, which holds the message's lock.
#pragma once

#include <vector>

#include "core/chat/hints.h"
#include "core/store/moderation_cases.h"

namespace moderation {

std::vector<chat::Hint> hide_until_decided(db::Connection& connection, base::CaseId report_case,
                                           base::StreamId lounge, base::MessageId message, base::Time now);

}  // namespace moderation
