// What a member has not looked at yet, for the head of every page: one statement.
#pragma once

#include <cstdint>

#include "core/db/connection.h"

namespace store {

struct Unseen {
    std::uint64_t talks = 0;  // conversations with something to read
    bool purchases = false;   // something has become of an order of theirs, as its buyer
    bool sales = false;       // as its seller
};
// Conversations are counted no further than `most`.
Unseen unseen(db::Connection& connection, base::ParticipantId who, base::UserId user, std::size_t most);

}  // namespace store
