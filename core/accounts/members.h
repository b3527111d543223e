// A person becomes a member, comes in, and keeps the keys: sign-up, sign-in, passwords.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/keyring.h"
#include "core/accounts/member_session.h"
#include "core/accounts/sms.h"
#include "core/base/config.h"

namespace accounts {

// Borrowed.
struct MemberHouse {
    SessionHouse sessions;
    const Keyring& keyring;
    const base::Config& config;
    std::string_view rate_limit_key;
    base::Redis* redis = nullptr;

    const base::Clock& clock() const { return sessions.clock; }
    SmsHouse sms() const { return {keyring, sessions.clock, config, rate_limit_key, redis}; }
    LimitHouse limits() const { return {sessions.clock, config.limits, rate_limit_key, redis}; }
};

// A number as somebody typed it, and the country meant when it has no "+".
struct TypedPhone {
    std::string number;
    std::string country;
};

struct SignUp {
    TypedPhone phone;
    std::string first_name;
    std::string last_name;
    std::string birth_year;  // as typed
    std::string locale;      // of the pages
    store::AgeCategory age = store::AgeCategory::over_18;
    std::string sms_text;  // with {1} for the password
    std::string address;
    store::Marks marks = {};  // from where they come
};

// An account whose password goes out by SMS; nobody is signed in. Errors: phone_*, too_young, birth_year_invalid, real_name_invalid, user_exists,
// account_suspended (a ban that outlived its account), kept_out (somebody was banned who came in from there), too_many_sms.
base::Result<base::UserId> sign_up(db::Connection& connection, const MemberHouse& house,
                                   const SignUp& request);

struct SignIn {
    TypedPhone phone;
    std::string password;
    bool stay = false;
    Device device;
    std::optional<Session> guest;  // who this browser was until now
};

struct SignedIn {
    base::UserId user;
    std::string masked_phone;
    bool must_change_password = false;
    std::optional<Keys> keys;                // nothing while the second step is due
    std::optional<std::string> second_step;  // then: the ticket that it takes
};

// Takes as long for a number nobody has as for a wrong password. A password sent by SMS is good for one sign-in, after which another must be chosen.
// The first sign-in makes the browser's guest the member. Errors: missing_credentials, invalid_credentials, too_many_attempts, account_suspended.
base::Result<SignedIn> sign_in(db::Connection& connection, const MemberHouse& house, const SignIn& request);

// The second step: `ticket` from sign_in, good for five minutes. Errors: invalid_session (no such ticket), second_step_wrong, too_many_attempts.
base::Result<SignedIn> finish_sign_in(db::Connection& connection, const MemberHouse& house,
                                      std::string_view ticket, std::string_view code, const SignIn& request);

struct Forgotten {
    TypedPhone phone;
    // With {1} for the password, in the language of the account; empty: it has none.
    std::function<std::string(std::string_view locale)> sms_text;
    std::string address;
};
// Sends a password for one sign-in; the old one stays good. Says nothing about whether there is such an account. Errors: phone_*, too_many_sms,
// too_many_attempts.
std::optional<base::Error> send_password(db::Connection& connection, const MemberHouse& house,
                                         const Forgotten& request);

struct PasswordChange {
    std::optional<TypedPhone> phone;  // when the form asks for it again: must be the member's own
    std::string current;
    std::string chosen;
};
// Ends every other session of the member, and closes their sockets. Errors: missing_fields, wrong_password, too_many_attempts, password_*.
std::optional<base::Error> change_password(db::Connection& connection, const MemberHouse& house,
                                           const Session& session, const PasswordChange& change);
// The same after a sign-in with an SMS password: it was the proof.
std::optional<base::Error> choose_password(db::Connection& connection, const MemberHouse& house,
                                           const Session& session, std::string_view chosen);

// Whether this is the member's password; for what asks once more. Errors: wrong_password, too_many_attempts.
std::optional<base::Error> confirm_password(db::Connection& connection, const MemberHouse& house,
                                            base::UserId user, std::string_view password);

}  // namespace accounts
