// What every act of a reviewer begins and ends with.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/accounts/session.h"
#include "core/db/result_transaction.h"
#include "core/store/verifications.h"
#include "core/verification/house.h"

namespace verification {

// "verification:12"
std::string subject_of(base::VerificationId id);

// The attempt, locked, when this reviewer may see it. Inside the caller's transaction. Errors: those of find_for_review.
base::Result<store::Verification> lock_for_review(db::Connection& connection,
                                                  const accounts::Session& session, base::VerificationId id);
// The same while it is theirs to decide. Errors: also case_decided, case_not_held.
base::Result<store::Verification> lock_held(db::Connection& connection, const House& house,
                                            const accounts::Session& session, base::VerificationId id);
// The same for who had it last and has looked: when their time has run out while they wrote, and nobody else has taken it, what they wrote is not lost.
base::Result<store::Verification> lock_to_decide(db::Connection& connection, const accounts::Session& session,
                                                 base::VerificationId id);

// One row of the audit log. Inside the caller's transaction, late.
void note(db::Connection& connection, const House& house, const accounts::Session& session,
          std::string_view action, base::VerificationId id, const nlohmann::json& detail);
// That somebody tried. In a transaction of its own.
void note_refused(db::Connection& connection, const House& house, const accounts::Session& session,
                  std::string_view action, base::VerificationId id, const base::Error& error,
                  nlohmann::json detail = nlohmann::json::object());

// `run(connection)`: a Result<...>, inside a transaction; it notes what it has done itself. A refusal leaves nothing but a row that says so.
template <class Run>
auto on_record(db::Connection& connection, const House& house, const accounts::Session& session,
               std::string_view action, base::VerificationId id, Run&& run) -> decltype(run(connection)) {
    auto result = db::transact_result(connection, run);
    if (result)
        house.log.keep_head(connection);
    else
        note_refused(connection, house, session, action, id, result.error());
    return result;
}

}  // namespace verification
