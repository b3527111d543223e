// Mutes, kicks and bans end by themselves: everybody hears of it as of any decision.
#pragma once

#include "admin/jobs.h"
#include "core/chat/hints.h"

namespace admin {

// `hints` is borrowed, and belongs to the same thread.
Job sanctions_job(const chat::HintSender& hints);

}  // namespace admin
