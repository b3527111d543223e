#include "core/market/ledger.h"

#include "core/market/order_state.h"
#include "core/store/ledger.h"

namespace market {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }
std::string provider_account(store::PaymentProvider provider) {
    return "provider:" + std::string(store::name_of(provider));
}
std::string order_account(const store::Order& order) { return "order:" + number(order.id.value); }
constexpr const char* fee_account = "fee";

std::int64_t signed_of(std::uint64_t minor) { return static_cast<std::int64_t>(minor); }

// a * b / c without a product that overflows: amounts are below 2^63 each, and b is at most c.
std::uint64_t share(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    __extension__ using Wide = unsigned __int128;
    return c == 0 ? 0 : static_cast<std::uint64_t>(static_cast<Wide>(a) * b / c);
}

void add(std::vector<store::LedgerEntry>& entries, std::string account, std::int64_t minor,
         store::Currency currency) {
    if (minor != 0) entries.push_back({.account = std::move(account), .minor = minor, .currency = currency});
}

}  // namespace

std::uint64_t fee_of(const store::Order& order, std::uint64_t kept_minor) {
    return share(order.fee_minor, kept_minor, order.amount.minor);
}

std::uint64_t fee_of(store::Money price, unsigned basis_points) {
    return share(price.minor, basis_points, 10'000);
}

void post_payment(db::Connection& connection, const store::Order& order, store::Money paid, base::Time now) {
    const std::string to = paid == order.amount ? order_account(order) : "unclear";
    store::add_posting(connection, "payment:" + number(order.id.value), order.id, "payment",
                       {{provider_account(order.provider), -signed_of(paid.minor), paid.currency},
                        {to, signed_of(paid.minor), paid.currency}},
                       now);
}

void post_release(db::Connection& connection, const store::Order& order, base::Time now) {
    const auto kept = order.amount.minor - order.refunded_minor;
    const auto fee = fee_of(order, kept);
    const auto currency = order.amount.currency;
    std::vector<store::LedgerEntry> entries;
    add(entries, order_account(order), -signed_of(kept), currency);
    add(entries, seller_account(order.seller), signed_of(kept - fee), currency);
    add(entries, fee_account, signed_of(fee), currency);
    store::add_posting(connection, "release:" + number(order.id.value), order.id, "sale", entries, now);
}

void post_refund(db::Connection& connection, const store::Order& order, base::RefundId refund,
                 std::uint64_t minor, base::Time now) {
    const auto currency = order.amount.currency;
    std::vector<store::LedgerEntry> entries;
    if (is_held(standing_of(order))) {
        add(entries, order_account(order), -signed_of(minor), currency);
    } else {
        const auto kept = order.amount.minor - order.refunded_minor;
        const auto fee = fee_of(order, kept) - fee_of(order, kept - minor);
        add(entries, seller_account(order.seller), -signed_of(minor - fee), currency);
        add(entries, fee_account, -signed_of(fee), currency);
    }
    add(entries, buyer_account(order.buyer), signed_of(minor), currency);
    store::add_posting(connection, "refund:" + number(refund.value), order.id, "refund", entries, now);
}

void post_refund_sent(db::Connection& connection, const store::Order& order, base::RefundId refund,
                      std::uint64_t minor, base::Time now) {
    store::add_posting(connection, "refund-sent:" + number(refund.value), order.id, "refund-sent",
                       {{buyer_account(order.buyer), -signed_of(minor), order.amount.currency},
                        {provider_account(order.provider), signed_of(minor), order.amount.currency}},
                       now);
}

void post_payout(db::Connection& connection, std::uint64_t payout, base::UserId seller, store::Money amount,
                 base::Time now) {
    store::add_posting(connection, "payout:" + number(payout), std::nullopt, "payout",
                       {{seller_account(seller), -signed_of(amount.minor), amount.currency},
                        {"paid_out", signed_of(amount.minor), amount.currency}},
                       now);
}

std::string buyer_account(base::UserId buyer) { return "buyer:" + number(buyer.value); }

std::string seller_account(base::UserId seller) { return "seller:" + number(seller.value); }

std::int64_t seller_balance(db::Connection& connection, base::UserId seller, store::Currency currency) {
    return store::balance_of(connection, seller_account(seller), currency);
}

}  // namespace market
