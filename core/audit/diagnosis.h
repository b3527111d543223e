// What has happened to a chain that is broken.
#pragma once

#include <string_view>

#include "core/audit/verify.h"
#include "core/store/audit_log.h"

namespace audit {

// `end` is the last good row, and `found` stands where the next one should: it does not follow, or is not what was written. Asks the database where
// the missing row has gone.
Break diagnose(db::Connection& connection, std::string_view key, const store::AuditHead& end,
               const store::AuditRow& found);

}  // namespace audit
