// Money in double entry: what is posted when. Each function is one posting, made inside the transaction of what caused it, and once: its key is unique.
//
// Amounts are signed; the entries of a posting sum to zero. Accounts:
//     provider:NAME   what a provider holds or has paid back for the house: negative what came in
//     order:ID        a buyer's money while the order is open
//     seller:ID       what the house owes a seller; negative when a refund came after a payout
//     fee             the house's own
//     buyer:ID        what is on its way back to a buyer
//     paid_out        what was paid out to sellers
//     unclear         what a provider took in another amount or currency than was asked for: for the operator to look at
#pragma once

#include "core/db/connection.h"
#include "core/store/orders.h"

namespace market {

// The house's part of what is left of an order after refunds: rounded down, so that the parts of an order never come to more than its fee. Pure.
std::uint64_t fee_of(const store::Order& order, std::uint64_t kept_minor);
// The house's part of a price. Pure.
std::uint64_t fee_of(store::Money price, unsigned basis_points);

// The provider has the money. `paid` is what it says it took.
void post_payment(db::Connection& connection, const store::Order& order, store::Money paid, base::Time now);
// What is left of the payment goes to the seller, the fee to the house. `order` as it was before.
void post_release(db::Connection& connection, const store::Order& order, base::Time now);
// Some goes back. `order` as it was before this refund: held money is taken from the order, released money from seller and house.
void post_refund(db::Connection& connection, const store::Order& order, base::RefundId refund,
                 std::uint64_t minor, base::Time now);
// The provider has sent it.
void post_refund_sent(db::Connection& connection, const store::Order& order, base::RefundId refund,
                      std::uint64_t minor, base::Time now);
void post_payout(db::Connection& connection, std::uint64_t payout, base::UserId seller, store::Money amount,
                 base::Time now);

std::string buyer_account(base::UserId buyer);
std::string seller_account(base::UserId seller);
// What the house owes a seller now; negative when they owe it.
std::int64_t seller_balance(db::Connection& connection, base::UserId seller, store::Currency currency);

}  // namespace market
