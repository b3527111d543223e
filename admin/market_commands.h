// ledger-check: whether every cent is accounted for. payout: pays sellers out, and lists what a run has paid. refunds: those that could not be sent, and what is done about them.
#pragma once

#include <string>
#include <vector>

#include "admin/console.h"
#include "core/market/payout.h"
#include "core/store/ledger.h"
#include "core/store/refunds.h"

namespace CLI {
class App;
}

namespace admin {

Answer ledger_report(const std::vector<std::string>& faults, const std::vector<store::Balance>& balances);
// A table for a bank or a spreadsheet (RFC 4180), with a row of names.
std::string payout_table(const std::vector<market::PaidOut>& payouts);

void add_market_commands(CLI::App& app, const Console& console);

}  // namespace admin
