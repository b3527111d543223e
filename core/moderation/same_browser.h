// Whoever is banned may be there under a second name: the guests of the same browser go with them.
#pragma once

#include <vector>

#include "core/chat/own_events.h"

namespace moderation {

// Ends the open guest sessions of the browsers that this ban has marked (not those of the same address: that may be a neighbour's), with `events` that close
// their sockets. Members' sessions go on: an account is banned by itself. Inside the caller's transaction, after the marks; who they were.
std::vector<base::ParticipantId> end_guests_of_same_browsers(db::Connection& connection, base::ActionId ban,
                                                             base::ParticipantId banned, base::Time now,
                                                             chat::OwnEvents& events);

}  // namespace moderation
