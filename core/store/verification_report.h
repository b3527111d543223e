// How much waits, for those who prove that nothing waits too long.
#pragma once

#include <cstdint>
#include <optional>

#include "core/db/connection.h"

namespace store {

struct Waiting {
    std::uint64_t count = 0;
    std::optional<base::Time> since;  // the oldest
};
// Begun and not handed in; since they were begun.
Waiting waiting_drafts(db::Connection& connection);
// Handed in and not decided; since they were handed in.
Waiting waiting_undecided(db::Connection& connection);

}  // namespace store
