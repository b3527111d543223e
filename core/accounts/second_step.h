// The second step of a sign-in: time-based codes (TOTP, RFC 6238: SHA-1, 30 s, 6 digits) by liboath, and recovery codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/keyring.h"
#include "core/base/clock.h"
#include "core/base/result.h"

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
// The first right code confirms it. Returns ten recovery codes, shown this once. Error: second_step_wrong.
base::Result<std::vector<std::string>> confirm_second_step(db::Connection& connection, const Keyring& keyring,
                                                           const base::Clock& clock, base::UserId user,
                                                           std::string_view code);
// A code of now or one step beside it, each good once; or a recovery code, good once. Attempts are counted by the caller. Spaces and case do not matter.
bool take_second_step(db::Connection& connection, const Keyring& keyring, const base::Clock& clock,
                      base::UserId user, std::string_view code);

}  // namespace accounts
