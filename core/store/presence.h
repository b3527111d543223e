// Who is where, as the sidecars tell it. A sidecar's rows count only while its heartbeat is fresh.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

// A sidecar as it is registered. Whoever forgets its rows of presence begins its next life.
struct Sidecar {
    base::SidecarId id;
    std::uint64_t life = 0;
};
// Registers a sidecar by its stable name and forgets what an earlier life of it left.
Sidecar register_sidecar(db::Connection& connection, std::string_view name, base::Time now);
// False when that life is over: the sidecar was silent for so long that its rows were forgotten. It registers anew then.
bool beat(db::Connection& connection, const Sidecar& sidecar, base::Time now);
// Those who were heard of after `since`, but for `than`.
std::vector<Sidecar> other_sidecars(db::Connection& connection, base::SidecarId than, base::Time since);
// The newest heartbeat of all sidecars; epoch when there is none.
base::Time newest_beat(db::Connection& connection);

struct Place {
    base::LoungeId lounge;
    base::ParticipantId who;
    bool away = false;  // as far as this sidecar knows
};
// Also changes `away` of those who are there.
void add_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places);
void remove_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places);
using Count = std::pair<base::LoungeId, std::uint64_t>;
// `version`: higher than any of the sidecar's life before. Stored after the people, so that whoever sees it sees them.
void set_counts(db::Connection& connection, base::SidecarId sidecar, const std::vector<Count>& counts,
                std::uint64_t version);

struct Present {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
    bool away = false;
};
// The lounges whose count a sidecar has set after `version`, and that version.
struct ChangedLounge {
    base::LoungeId lounge;
    std::uint64_t version = 0;
};
std::vector<ChangedLounge> lounges_changed_at(db::Connection& connection, base::SidecarId sidecar,
                                              std::uint64_t version);
// All people whom a sidecar has in these lounges, away as it knows.
std::vector<std::pair<base::LoungeId, Present>> present_at(db::Connection& connection,
                                                           base::SidecarId sidecar,
                                                           const std::vector<base::LoungeId>& lounges);
// At most `most` people of a lounge. Away is who is so at all sidecars.
std::vector<Present> present_in(db::Connection& connection, base::LoungeId lounge, std::size_t most);

bool present_elsewhere(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who,
                       base::SidecarId than);

// Forgets the rows of sidecars unheard of since `since`; returns how many sidecars that were.
std::size_t forget_silent_sidecars(db::Connection& connection, base::Time since);

}  // namespace store
