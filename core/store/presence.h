// Who is where, as the sidecars tell it. A sidecar's rows count only while its heartbeat is fresh.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

// Registers a sidecar by its stable name and forgets what an earlier life of it left.
base::SidecarId register_sidecar(db::Connection& connection, std::string_view name, base::Time now);
void beat(db::Connection& connection, base::SidecarId sidecar, base::Time now);
// The newest heartbeat of all sidecars; epoch when there is none.
base::Time newest_beat(db::Connection& connection);

using Place = std::pair<base::LoungeId, base::ParticipantId>;
void add_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places);
void remove_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places);
using Count = std::pair<base::LoungeId, std::uint64_t>;
void set_counts(db::Connection& connection, base::SidecarId sidecar, const std::vector<Count>& counts);

struct Present {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
};
// At most `most` people of a lounge.
std::vector<Present> present_in(db::Connection& connection, base::LoungeId lounge, std::size_t most);

bool present_elsewhere(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who,
                       base::SidecarId than);

// Forgets the rows of sidecars unheard of since `since`; returns how many sidecars that were.
std::size_t forget_silent_sidecars(db::Connection& connection, base::Time since);

}  // namespace store
