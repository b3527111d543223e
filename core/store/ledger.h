// The ledger: postings of entries, which are only ever added. What accounts there are and what is posted when stands in core/market/ledger.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/money.h"

namespace store {

struct LedgerEntry {
    std::string account{};
    std::int64_t minor = 0;
    Currency currency = Currency::usd;
};

// Inside the caller's transaction. Throws db::Duplicate when there is a posting of this key.
base::PostingId add_posting(db::Connection& connection, std::string_view key,
                            std::optional<base::OrderId> order, std::string_view reason,
                            const std::vector<LedgerEntry>& entries, base::Time now);

std::int64_t balance_of(db::Connection& connection, std::string_view account, Currency currency);

// What lies with open orders of this seller, the house's part included.
std::uint64_t held_for_seller(db::Connection& connection, base::UserId seller, Currency currency);

struct Balance {
    std::string account{};
    Currency currency = Currency::usd;
    std::int64_t minor = 0;
};
// Of all accounts that begin with this, in their order; without those at zero.
std::vector<Balance> balances(db::Connection& connection, std::string_view prefix);

// What entered an account, the newest first, before the entry of this number.
struct StatementRow {
    std::uint64_t entry = 0;
    std::string reason{};
    std::optional<base::OrderId> order{};
    std::string title{};  // of the order's listing; may be empty
    std::int64_t minor = 0;
    Currency currency = Currency::usd;
    base::Time at{};
};
std::vector<StatementRow> statement_of(db::Connection& connection, std::string_view account,
                                       std::uint64_t before, std::size_t most);

// What must never be: each row says what is wrong, in English, for the operator. At most `most` of each kind.
std::vector<std::string> ledger_faults(db::Connection& connection, std::size_t most);

}  // namespace store
