// Who may be in a lounge: one rule for page, form, socket and live stream.
#pragma once

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/chat/admission.h"
#include "core/store/lounges.h"

namespace chat {

// Nothing when a person of this age category may read and write in the lounge; else why not. Pure.
std::optional<base::Error> refusal(store::AgeCategory age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges);

// The lounge of this slug, if the person may read there: also has a place in it, where places are bounded. Errors: unknown_lounge, lounge_closed, no_access,
// waiting.
base::Result<store::Lounge> open_lounge(db::Connection& connection, const accounts::Session& session,
                                        std::string_view slug, base::RedLounges red_lounges);

// The same for a way in (page, socket, live stream): who has no place yet takes one or waits, see chat::come_in.
struct Entrance {
    store::Lounge lounge;
    Place place;
};
base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug);

}  // namespace chat
