#include "core/market/payout.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/accounts/text.h"
#include "core/base/crypto.h"
#include "core/chat/body.h"
#include "core/db/transaction.h"
#include "core/market/ledger.h"
#include "core/store/ledger.h"
#include "core/store/sellers.h"

namespace market {
namespace {

using base::ErrorCode;

constexpr std::string_view prefix = "seller:";

base::UserId seller_of(std::string_view account) {
    std::uint64_t number = 0;
    const auto digits = account.substr(prefix.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return base::UserId{number};
}

}  // namespace

std::optional<base::Error> set_payout_address(db::Connection& connection, const chat::House& house,
                                              const accounts::Keyring& keyring,
                                              const accounts::Session& seller, std::string_view text) {
    if (!seller.user) return base::Error{ErrorCode::members_only};
    const auto clean = chat::check_body(text, house.config.limits);
    const bool empty = !clean && clean.error().code == ErrorCode::body_empty;
    if (!clean && !empty)
        return clean.error().code == ErrorCode::body_too_long ? base::Error{ErrorCode::payout_long}
                                                              : clean.error();
    if (!empty && !accounts::fits(*clean, house.config.limits.payout_text))
        return base::Error{ErrorCode::payout_long};
    const auto sealed = empty ? std::nullopt : std::optional(keyring.seal(*clean, accounts::Purpose::payout));
    store::set_payout_address(connection, *seller.user, sealed);
    return std::nullopt;
}

std::string payout_address(db::Connection& connection, const accounts::Keyring& keyring,
                           base::UserId seller) {
    const auto sealed = store::payout_address(connection, seller);
    return sealed ? keyring.open(*sealed, accounts::Purpose::payout).value_or("") : "";
}

std::vector<PaidOut> run_payouts(db::Connection& connection, const chat::House& house,
                                 const accounts::Keyring& keyring, const audit::Log& log,
                                 std::string_view run) {
    const auto name = base::from_hex(run);
    if (!name || name->size() != 16) throw std::invalid_argument("a run is named by 32 hexadecimal digits");
    const base::Time now = house.clock.now();
    const auto least = static_cast<std::int64_t>(house.config.limits.payout_least);
    std::vector<PaidOut> paid;
    for (const auto& balance : store::balances(connection, prefix)) {
        if (balance.minor < least) continue;
        const auto seller = seller_of(balance.account);
        auto address = payout_address(connection, keyring, seller);
        if (address.empty()) continue;
        const auto one = [&](db::Connection& inside) {
            // Two runs at once: whoever comes second sees the other's posting.
            store::lock_seller(inside, seller);
            const auto left = store::balance_of(inside, balance.account, balance.currency);
            PaidOut payout{.payout = 0, .seller = seller, .address = address, .amount = {}};
            if (left < least) return payout;
            payout.amount = {static_cast<std::uint64_t>(left), balance.currency};
            payout.payout = store::add_payout(
                inside, {.run = *name, .seller = seller, .amount = payout.amount, .at = now});
            post_payout(inside, payout.payout, seller, payout.amount, now);
            const nlohmann::json detail{
                {"run", run}, {"minor", left}, {"currency", store::name_of(balance.currency)}};
            log.append(inside,
                       {.actor = std::string(audit::by_operator),
                        .action = "market.payout",
                        .subject = audit::by_user(seller),
                        .detail = detail.dump()},
                       now);
            return payout;
        };
        try {
            auto payout = db::transact(connection, one);
            if (payout.payout != 0) paid.push_back(std::move(payout));
        } catch (const db::Duplicate&) {
            // Paid by an earlier try at the same run.
        }
    }
    log.keep_head(connection);
    return paid;
}

}  // namespace market
