// What the operator changes about a lounge besides its bound (core/chat/admission_acts). Each act stands in the audit log, in the same transaction.
#pragma once

#include <optional>
#include <string>

#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/db/connection.h"

namespace chat {

struct BlurChange {
    base::LoungeId lounge;
    std::optional<bool> blurs;  // nothing: as its access level has it, RED ones do
    std::string actor;          // audit::by_operator, audit::by_user(...)
};

// Pages show it from their next load on.
void change_blur(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                 const BlurChange& change);

}  // namespace chat
