// Who may be in a lounge: one rule for page, form, socket and live stream.
#pragma once

#include <set>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/chat/admission.h"
#include "core/store/lounges.h"
#include "core/store/participants.h"

namespace chat {

// Nothing when a person of this age category may read and write in the lounge; else why not. Pure.
std::optional<base::Error> refusal(store::AgeCategory age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges);

// Nothing while this person may write at all, wherever; else muted, with the time that is left. Pure.
std::optional<base::Error> mute_of(const store::Participant& person, base::Time now);

// The lounge of this slug, if the person may read there: also has a place in it, where places are bounded. Errors: unknown_lounge, lounge_closed, no_access,
// waiting.
base::Result<store::Lounge> open_lounge(db::Connection& connection, const accounts::Session& session,
                                        std::string_view slug, base::RedLounges red_lounges);

// Those of the lounges in which this person may read now, by the same rule: for what is told to somebody who is at no door. Two statements at most.
std::set<base::LoungeId> readable(db::Connection& connection, const store::Hearer& who,
                                  const std::vector<base::LoungeId>& lounges, base::RedLounges red_lounges);

// open_lounge() for a way in (page, socket, live stream): who has no place yet takes one or waits, see chat::come_in.
struct Entrance {
    store::Lounge lounge;
    Place place;
};
base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug);

}  // namespace chat
