// Where sellers' money goes, and the run that pays it out. The money itself is moved by the operator, by the list that a run gives.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/keyring.h"
#include "core/accounts/session.h"
#include "core/audit/log.h"
#include "core/base/result.h"
#include "core/chat/post.h"
#include "core/store/money.h"

namespace market {

// Empty: none. Errors: members_only, payout_long, body_invalid.
std::optional<base::Error> set_payout_address(db::Connection& connection, const chat::House& house,
                                              const accounts::Keyring& keyring,
                                              const accounts::Session& seller, std::string_view text);
// Empty when there is none, or its key is gone.
std::string payout_address(db::Connection& connection, const accounts::Keyring& keyring, base::UserId seller);

struct PaidOut {
    std::uint64_t payout = 0;
    base::UserId seller{};
    std::string address{};
    store::Money amount{};
};
// Everything that is the sellers' and comes to limits.payout_least or more, of those who said where it should go: each payout and its posting in one transaction, once for each run, however
// often the run is begun again under its name (32 hex digits). On record. Throws std::invalid_argument for a name that is none.
std::vector<PaidOut> run_payouts(db::Connection& connection, const chat::House& house,
                                 const accounts::Keyring& keyring, const audit::Log& log,
                                 std::string_view run);

}  // namespace market
