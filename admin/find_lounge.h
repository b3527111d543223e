// The lounge that an operator names.
#pragma once

#include <string>

#include "core/store/lounges.h"

namespace admin {

// Throws std::runtime_error, for the operator to read, when there is none.
store::Lounge lounge_of(db::Connection& connection, const std::string& slug);

}  // namespace admin
