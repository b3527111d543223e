// The rules about content that a house begins with: sql/content_rules.tsv.
#pragma once

#include <cstddef>

#include "core/base/config.h"
#include "core/db/connection.h"

namespace admin {

// Adds those that are missing, and the policy when there is none; what is there stays as it is. Inside the caller's transaction. Returns how many were added.
// Throws std::runtime_error for a file that cannot be read.
std::size_t add_default_rules(db::Connection& connection, const base::Config& config, base::Time now);

}  // namespace admin
