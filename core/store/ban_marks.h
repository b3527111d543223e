// What sessions come from, as keyed hashes, and which of that is closed to newcomers because of a ban. core/accounts/origin.h makes the hashes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

// 32 bytes each, or empty: not known.
struct Marks {
    std::string device{};
    std::string address{};
};

void set_marks(db::Connection& connection, base::TempSessionId session, const Marks& marks);
void set_marks(db::Connection& connection, base::SessionId session, const Marks& marks);

// Remembers from where this person came in since `since`. Devices are closed until `until` (nothing: as long as the ban), addresses until `address_until`.
void add_ban_marks(db::Connection& connection, base::ActionId ban, base::ParticipantId person,
                   base::Time since, std::optional<base::Time> until, base::Time address_until);
// The ban that closes one of these to newcomers at `now`.
std::optional<base::ActionId> find_ban_mark(db::Connection& connection, const Marks& marks, base::Time now);
// Guests besides the banned person whose open sessions were begun in a browser that this ban has marked. Members are none, whatever they came in as.
struct MarkedGuest {
    base::TempSessionId session{};
    base::ParticipantId person{};
    base::StreamId stream{};
};
std::vector<MarkedGuest> guests_of_marked_browsers(db::Connection& connection, base::ActionId ban,
                                                   base::ParticipantId banned, base::Time now);
void remove_ban_marks(db::Connection& connection, base::ActionId ban);
std::uint64_t forget_ban_marks(db::Connection& connection, base::Time now, unsigned most);

}  // namespace store
