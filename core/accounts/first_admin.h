// How the operator makes the first administrator of a house out of a phone number, and any later one.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/members.h"
#include "core/audit/log.h"

namespace accounts {

struct AdminOrder {
    TypedPhone phone;
    std::string first_name;  // of a new member; may be empty
    std::string last_name;
    std::string birth_year;     // as typed; of a new member
    bool new_password = false;  // also for somebody who is a member already
    std::string actor;          // audit::by_operator
};

// What a sign-in takes once, until then. It stands nowhere else.
struct HandedOver {
    std::string password;
    base::Time expires_at{};
};
struct MadeAdmin {
    base::UserId user{};
    bool created = false;  // the member
    bool granted = false;  // false: they were an admin already
    std::optional<HandedOver> once{};
};

// Makes the member where nobody has the number, with a password for one sign-in, and then the admin; each on record. No SMS goes out: whoever reads the answer hands
// the password over. Staff do nothing before they have set up their second step, as ever. Errors: phone_required, phone_invalid, those of form_refusal() for a new
// member, account_suspended for one that is not active, and for a number whose ban outlived its account.
base::Result<MadeAdmin> create_admin(db::Connection& connection, const base::Config& config,
                                     const base::Clock& clock, const Keyring& keyring, const audit::Log& log,
                                     const AdminOrder& order);

}  // namespace accounts
