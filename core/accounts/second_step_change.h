// A second step that is on: switched off, given new recovery codes, or reset for somebody who has lost it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/accounts/members.h"
#include "core/accounts/second_step.h"

namespace accounts {

struct SecondStepState {
    bool on = false;
    bool staff = false;            // who must keep it
    std::uint64_t codes_left = 0;  // recovery codes that were not used yet
};
SecondStepState second_step_state(db::Connection& connection, base::UserId user);

// From then on the password alone lets them in. Every other session of theirs ends; this one no longer counts as one with a second step. A session that
// came in by the second step needs no `code`; another one needs a valid code or recovery code, whose tries are counted. One that is off stays off.
// Errors: second_step_kept (staff), second_step_wrong, too_many_attempts.
std::optional<base::Error> switch_off_second_step(db::Connection& connection, const MemberHouse& house,
                                                  const Session& session, std::string_view code);

// Ten others, instead of those they had, for a valid code or recovery code; of staff it goes on record. Errors: second_step_wrong, too_many_attempts.
base::Result<RecoveryCodes> renew_recovery_codes(db::Connection& connection, const MemberHouse& house,
                                                 const Session& session, std::string_view code);

struct SecondStepReset {
    base::UserId user;
    std::string actor;  // audit::by_operator: whoever may do so was asked before
};
// Device and recovery codes are lost: takes it away, staff's too, who then do nothing before they have set up another one. Ends all their sessions and
// closes their sockets; goes on record. False when it was not on. Error: not_found.
base::Result<bool> reset_second_step(db::Connection& connection, const audit::Log& log,
                                     const base::Clock& clock, const chat::HintSender& hints,
                                     const SecondStepReset& reset);

}  // namespace accounts
