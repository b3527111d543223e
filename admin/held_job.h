// Posts that were held and that no moderator has looked at for a week are not shown any more: their authors' pages hear of it.
#pragma once

#include "admin/jobs.h"
#include "core/chat/hints.h"

namespace admin {

// `hints`: borrowed.
Job held_job(const chat::HintSender& hints);

}  // namespace admin
