// Privileged acts go on record whatever comes of them: done, the act's own transaction holds the row; refused, nothing of it stays but a row that says so.
#pragma once

#include <string_view>

#include "core/db/transaction.h"
#include "core/moderation/permission.h"

namespace moderation {

// Thrown out of a transaction to undo it.
struct Undone {
    base::Error error;
};

// `run(connection)`: a Result<...>, inside a transaction; it appends its own row when it succeeds. `action` and `subject` are what a refusal is noted as.
template <class Run>
auto on_record(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
               const Actor& actor, std::string_view action, std::string_view subject, Run&& run)
    -> decltype(run(connection)) {
    try {
        auto result = db::transact(connection, [&](db::Connection& inside) {
            auto outcome = run(inside);
            if (!outcome) throw Undone{outcome.error()};
            return outcome;
        });
        log.keep_head(connection);
        return result;
    } catch (const Undone& undone) {
        note_refusal(connection, clock, log, actor, action, subject, undone.error);
        return undone.error;
    }
}

}  // namespace moderation
