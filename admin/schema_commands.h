// migrate, seed, schema. Each opens its own connection, prints what it did on stdout, and throws what the operator must mend.
#pragma once

#include "core/base/clock.h"
#include "core/base/config.h"

namespace admin {

void migrate(const base::Config& config, const base::Clock& clock);
// Reads sql/rooms.tsv and sql/lounges.tsv; adds what is missing, changes nothing that is there.
void seed(const base::Config& config, const base::Clock& clock);
void print_schema(const base::Config& config);

}  // namespace admin
