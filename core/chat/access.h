// Who may be in a lounge: one rule for page, form, socket and live stream.
#pragma once

#include <set>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/chat/admission.h"
#include "core/store/lounges.h"
#include "core/store/moderation_actions.h"
#include "core/store/participants.h"

namespace chat {

// Nothing when a person of this age may see what is for adults who asked for it: RED lounges, and what shows nudity or sex. Errors: age_unproven, no_access. Pure.
std::optional<base::Error> red_refusal(const store::Age& age, base::RedLounges red_lounges, base::Time now);

// Nothing when a person of this age may read and write in the lounge at `now`; else why not. Errors: lounge_closed and those of red_refusal. Pure.
std::optional<base::Error> refusal(const store::Age& age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges, base::Time now);

// Nothing for a person in good standing; banned, or session_ended for an account that is no more. Pure.
std::optional<base::Error> status_refusal(store::AccountStatus status);

// Those of these people who are put out of lounges, for a batch. Asks the database only when there is one.
template <class People>
store::Kicks kicks_among(db::Connection& connection, const People& people, base::Time now) {
    std::vector<base::ParticipantId> out;
    for (const auto& [id, person] : people) {
        if (person.kicked_until && *person.kicked_until > now) out.push_back(id);
    }
    return out.empty() ? store::Kicks{} : store::kicks_of(connection, out, now);
}

// Nothing while this person may write at all, wherever; else muted, with the time that is left. Pure.
std::optional<base::Error> mute_of(const store::Participant& person, base::Time now);

// Nothing while this person may be in this lounge at all; kicked, with the time that is left, while a moderator has put them out of it. Asks the database
// only about people who are put out of some lounge.
std::optional<base::Error> kick_of(db::Connection& connection, const store::Participant& person,
                                   base::LoungeId lounge, base::Time now);

// A lounge that is closed is read by those who moderate it, and written in by nobody: that is what tells the doors below from refusal().

// Why this person may not read in the lounge now, whether or not they may come in later; nothing when they may. For doors that are no way in.
// Errors: lounge_closed, age_unproven, no_access, kicked, waiting.
std::optional<base::Error> closed_to(db::Connection& connection, const House& house,
                                     const accounts::Session& session, const store::Lounge& lounge);

// The lounge of this slug, if the person may read there: also has a place in it, where places are bounded. Errors: unknown_lounge, lounge_closed, age_unproven, no_access,
// kicked, waiting.
base::Result<store::Lounge> open_lounge(db::Connection& connection, const House& house,
                                        const accounts::Session& session, std::string_view slug);

// Those of the lounges in which this person may read now, by the same rule: for what is told to somebody who is at no door. Three statements at most.
std::set<base::LoungeId> readable(db::Connection& connection, const store::Hearer& who,
                                  const std::vector<base::LoungeId>& lounges, base::RedLounges red_lounges,
                                  base::Time now);

// open_lounge() for a way in (page, socket, live stream): who has no place yet takes one or waits, see chat::come_in.
struct Entrance {
    store::Lounge lounge;
    Place place;
};
base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug);

}  // namespace chat
