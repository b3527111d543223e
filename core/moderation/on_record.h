// Privileged acts go on record whatever comes of them: done, the act's own transaction holds the row; refused, nothing of it stays but a row that says so.
#pragma once

#include <string_view>

#include "core/db/result_transaction.h"
#include "core/moderation/permission.h"

namespace moderation {

// `run(connection)`: a Result<...>, inside a transaction; it appends its own row when it succeeds. `action` and `subject` are what a refusal is noted as.
template <class Run>
auto on_record(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
               const Actor& actor, std::string_view action, std::string_view subject, Run&& run)
    -> decltype(run(connection)) {
    auto result = db::transact_result(connection, run);
    if (result)
        log.keep_head(connection);
    else
        note_refusal(connection, clock, log, actor, action, subject, result.error());
    return result;
}

}  // namespace moderation
