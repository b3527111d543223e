// The task of newcomers at a rush, as requests bring it and pages show it.
#pragma once

#include <optional>

#include "core/accounts/rush.h"
#include "core/view/pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

accounts::RushDoor rush_door(Context& context);
accounts::TaskDone task_done(const Request& request);

// For the entry page: nothing when there is no rush, and for whoever has a session.
std::optional<view::EntryTask> entry_task(Context& context);
// The same after the form was refused: what was done stays as it was, where it is good still.
std::optional<view::EntryTask> entry_task_again(Context& context, const base::Error& error);

}  // namespace fcgi::handlers
