// What becomes of the posts that a case holds (core/chat/held): shown, or never.
#pragma once

#include "core/chat/own_events.h"
#include "core/chat/post.h"
#include "core/store/held_posts.h"

namespace moderation {

// Each takes its place in its lounge now; whoever it names hears of it, and its author is no newcomer to the rules any more. Inside the caller's transaction,
// with the case locked and before `events` are stored.
void show_held(db::Connection& connection, const chat::House& house, base::CaseId id,
               chat::OwnEvents& events);

// None is ever shown; the author's pages hear which. With a ground their pictures are recognised from now on. As above.
void drop_held(db::Connection& connection, base::Time now, base::CaseId id,
               std::optional<store::ReportReason> ground, chat::OwnEvents& events);

// One that nobody has decided about in limits.held_post_lasts: its posts are never shown, and it ends unless somebody reported the person besides. For the jobs
// process; inside the caller's transaction. What to hint after it.
std::vector<chat::Hint> end_waiting(db::Connection& connection, base::Time now, base::CaseId id);

}  // namespace moderation
