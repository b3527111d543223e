// What the operator changes about lounges: what they are called, whether they are open. Inside the caller's transaction.
#pragma once

#include <string_view>

#include "core/db/connection.h"

namespace store {

void rename_lounge(db::Connection& connection, base::LoungeId lounge, std::string_view name);
// False when it is so already.
bool close_lounge(db::Connection& connection, base::LoungeId lounge, base::Time now);
bool reopen_lounge(db::Connection& connection, base::LoungeId lounge);

// Of the lounges of this language; 0 when there is none.
unsigned last_position(db::Connection& connection, std::string_view language_code);

}  // namespace store
