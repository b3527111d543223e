// Lines of a lounge kept as they were, for whoever has to decide about one of them.
#pragma once

#include <string>
#include <vector>

#include "core/store/messages.h"

namespace chat {

// JSON; core/moderation/evidence.h reads it. `reported`: the place of the line it is about.
std::string evidence_of(const std::vector<store::Message>& lines, base::Seq reported);

}  // namespace chat
