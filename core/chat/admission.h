// The waiting room: who may be in a lounge that has a bound, one rule for every door. Places are rows (store/admissions), counted under the lounge's gate, so
// the count is right over all workers and sidecars and after the death of any; sockets and pages only show that somebody is still there.
//
// Guests have a share of the places; whoever finds none waits. Members are called first, then whoever has waited longest. The place of somebody called is held
// for a while; who does not come loses it, and so does who gives no sign of life, in the lounge and in the queue.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/accounts/session.h"
#include "core/chat/post.h"
#include "core/store/admissions.h"
#include "core/store/lounges.h"

namespace chat {

// Where somebody stands.
struct Place {
    store::PlaceState state = store::PlaceState::in;
    std::uint64_t position = 0;  // waiting: 1 is next
    std::uint64_t came_as = 0;   // waiting: the position they had when they came
    std::optional<base::Millis> estimate =
        std::nullopt;  // waiting: until they are called; nothing: unknown yet
    std::optional<base::Time> held_until = std::nullopt;  // called
    bool in() const { return state == store::PlaceState::in; }
};

// Somebody stands at the door: takes a place, takes the one that is held for them, or waits. A sign of life. Moderators of the room never wait. A lounge
// without a bound asks no database. Precondition: nothing else keeps them out (chat::refusal).
Place come_in(db::Connection& connection, const House& house, const store::Lounge& lounge,
              const accounts::Session& session);

// Whether this person may read and write there now; asks no database for a lounge without a bound. For doors that are no way in: they neither queue nor
// prolong.
bool has_place(db::Connection& connection, const store::Lounge& lounge, base::ParticipantId who);

// Gives up the place in the lounge or the queue. Whoever is next is called.
void give_up(db::Connection& connection, const House& house, base::LoungeId lounge, base::ParticipantId who);

// Looks after one lounge: drops who has gone, calls who is next. Returns how many places changed hands. The second inside the caller's transaction, first.
std::uint64_t settle(db::Connection& connection, const House& house, base::LoungeId lounge);
std::uint64_t settle_inside(db::Connection& connection, const House& house, base::LoungeId lounge);

// A sidecar's look at the door for those who wait there: a sign of life of each, then settle(), then where each stands; nothing for those who have lost
// their place.
using Standing = std::pair<base::ParticipantId, std::optional<Place>>;
std::vector<Standing> look(db::Connection& connection, const House& house, base::LoungeId lounge,
                           const std::vector<base::ParticipantId>& people);

// How often those who are in or wait must be seen, so that nobody who is there is taken for gone.
base::Millis sign_of_life_every(const base::Limits& limits);

}  // namespace chat
