// The second step of a sign-in: time-based codes (TOTP, RFC 6238: SHA-1, 30 s, 6 digits) by liboath, and recovery codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/keyring.h"
#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/users.h"

namespace accounts {

struct Enrolment {
    std::string secret;  // base32, to type in
    std::string uri;     // otpauth://..., for the authenticator app
};

// Begins or begins anew; nothing counts before it is confirmed. Refused (not_allowed) once confirmed.
base::Result<Enrolment> begin_second_step(db::Connection& connection, const Keyring& keyring,
                                          base::UserId user, std::string_view label);
// What was begun and not yet confirmed, to be shown again.
std::optional<Enrolment> pending_second_step(db::Connection& connection, const Keyring& keyring,
                                             base::UserId user, std::string_view label);

using RecoveryCodes = std::vector<std::string>;  // ten, as they are shown, once

// The first right code confirms it. Of staff it goes on record. Error: second_step_wrong.
base::Result<RecoveryCodes> confirm_second_step(db::Connection& connection, const Keyring& keyring,
                                                const audit::Log& log, const base::Clock& clock,
                                                base::UserId user, std::string_view code);
// A code of now or one step beside it, each good once; or a recovery code, good once. Attempts are counted by the caller. Spaces and case do not matter.
bool take_second_step(db::Connection& connection, const Keyring& keyring, const base::Clock& clock,
                      base::UserId user, std::string_view code);

// For what changes a second step (second_step_change.cpp): inside a transaction that holds the user's row.
bool take_second_step_inside(db::Connection& connection, const Keyring& keyring, const store::User& user,
                             std::string_view code, base::Time now);
// Instead of those they had.
RecoveryCodes make_recovery_codes_inside(db::Connection& connection, base::UserId user);
// "second_step.on": what staff do to the lock of their own door is a privileged act. False for others. Late, as
// audit::Log::append; keep_head after the commit.
bool record_if_staff_inside(db::Connection& connection, const audit::Log& log, base::UserId user,
                            std::string_view action, base::Time now);

}  // namespace accounts
