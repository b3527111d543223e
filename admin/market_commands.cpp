#include "admin/market_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "core/accounts/keyring.h"
#include "core/audit/log.h"
#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/db/transaction.h"
#include "core/market/amount.h"
#include "core/market/ledger.h"
#include "core/store/orders.h"
#include "core/store/sellers.h"

namespace admin {
namespace {

constexpr std::size_t faults_at_most = 20;
constexpr std::size_t run_bytes = 16;
constexpr std::size_t refunds_at_most = 200;

std::string amount_text(std::int64_t minor, store::Currency currency) {
    const auto size = static_cast<std::uint64_t>(minor < 0 ? -minor : minor);
    return fmt::format("{}{} {}", minor < 0 ? "-" : "", market::decimal({size, currency}),
                       store::name_of(currency));
}

// The houses' own accounts; those of orders, buyers and sellers are many.
std::vector<store::Balance> own_balances(db::Connection& connection) {
    std::vector<store::Balance> own;
    for (const auto* prefix : {"fee", "paid_out", "provider:", "unclear"}) {
        for (auto& balance : store::balances(connection, prefix)) own.push_back(std::move(balance));
    }
    return own;
}

std::string csv_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c == '\n' ? ' ' : c;
    }
    // A spreadsheet must not take what a seller typed for a formula.
    const bool formula =
        !text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos;
    if (formula) out.insert(1, "'");
    return out + "\"";
}

void add_ledger_check(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("ledger-check", "whether every cent of the market is accounted for");
    console.on(command, [](const Workplace& at) {
        return ledger_report(store::ledger_faults(at.connection, faults_at_most),
                             own_balances(at.connection));
    });
}

std::vector<market::PaidOut> earlier(db::Connection& connection, const accounts::Keyring& keyring,
                                     const std::string& run) {
    const auto name = base::from_hex(run);
    if (!name || name->size() != run_bytes)
        throw std::invalid_argument("a run is named by 32 hexadecimal digits");
    std::vector<market::PaidOut> paid;
    for (const auto& payout : store::payouts_of_run(connection, *name))
        paid.push_back({.payout = payout.id,
                        .seller = payout.seller,
                        .address = market::payout_address(connection, keyring, payout.seller),
                        .amount = payout.amount});
    return paid;
}

Answer payouts_of(db::Connection& connection, const accounts::Keyring& keyring, const std::string& run) {
    const auto payouts = earlier(connection, keyring, run);
    Answer answer{.document = {{"run", run}, {"payouts", nlohmann::json::array()}},
                  .text = payout_table(payouts)};
    for (const auto& one : payouts)
        answer.document["payouts"].push_back({{"payout", one.payout},
                                              {"seller", one.seller.value},
                                              {"currency", store::name_of(one.amount.currency)},
                                              {"minor", one.amount.minor},
                                              {"to", one.address}});
    return answer;
}

struct PayoutOrder {
    std::string run{};
    std::string show{};
    bool small = false;
};

Answer pay_out(const Workplace& at, const PayoutOrder& order) {
    const accounts::Keyring keyring(at.config);
    if (!order.show.empty()) return payouts_of(at.connection, keyring, order.show);
    base::Config settings = at.config;
    if (order.small) settings.limits.payout_least = 1;
    const std::string name = order.run.empty() ? base::to_hex(base::random_bytes(run_bytes)) : order.run;
    fmt::print(stderr, "run {} (should this end early: payout --run {})\n", name, name);
    market::run_payouts(at.connection, {at.clock, settings}, keyring, audit::Log(settings), name);
    return payouts_of(at.connection, keyring, name);
}

void add_payout(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("payout", "pay sellers out: a table for the bank");
    auto order = std::make_shared<PayoutOrder>();
    command->add_option("--run", order->run, "the name of a run that was begun before, to finish it");
    command->add_option("--show", order->show, "the table of an earlier run again; pays nothing");
    command->add_flag("--small", order->small, "also what is less than the house pays out otherwise");
    console.on(command, [=](const Workplace& at) { return pay_out(at, *order); });
}

std::string refund_line(const store::Refund& refund, const store::Order& order) {
    return fmt::format("{:<8}{:<9}order {:<8}{:>14} {}  {}\n", refund.id.value, store::name_of(refund.status),
                       order.id.value,
                       amount_text(static_cast<std::int64_t>(refund.minor), order.amount.currency),
                       store::name_of(order.provider), refund.last_error);
}

Answer list_refunds(db::Connection& connection) {
    Answer answer{.document = nlohmann::json::array(), .text = {}};
    for (const auto& refund : store::unsent_refunds(connection, refunds_at_most)) {
        const auto order = store::find_order(connection, refund.order).value();
        answer.text += refund_line(refund, order);
        answer.document.push_back({{"id", refund.id.value},
                                   {"status", store::name_of(refund.status)},
                                   {"order", order.id.value},
                                   {"minor", refund.minor},
                                   {"currency", store::name_of(order.amount.currency)},
                                   {"provider", store::name_of(order.provider)},
                                   {"error", or_null(refund.last_error)}});
    }
    if (answer.text.empty()) answer.text = "No refund waits.\n";
    return answer;
}

// By hand: tried again, or noted as paid in another way. On record.
Answer settle_refund(const Workplace& at, std::uint64_t number, bool sent) {
    const audit::Log log(at.config);
    const bool done = db::transact(at.connection, [&](db::Connection& inside) {
        const auto refund = store::lock_refund(inside, base::RefundId{number});
        if (!refund || refund->status == store::RefundStatus::sent) return false;
        const base::Time now = at.clock.now();
        if (sent) {
            store::set_refund_sent(inside, refund->id, "by hand", "", now);
            market::post_refund_sent(inside, store::find_order(inside, refund->order).value(), refund->id,
                                     refund->minor, now);
        } else {
            store::set_refund_put_off(inside, refund->id, store::RefundStatus::waiting, refund->last_error,
                                      now);
        }
        log.append(inside,
                   {.actor = std::string(audit::by_operator),
                    .action = sent ? "refund.paid_by_hand" : "refund.retry",
                    .subject = fmt::format("refund:{}", number),
                    .detail = {}},
                   now);
        return true;
    });
    log.keep_head(at.connection);
    if (!done) throw std::runtime_error(fmt::format("no refund {} waits", number));
    return {
        .document = {{"id", number}, {"done", sent ? "paid" : "retry"}},
        .text = fmt::format("refund {} {}\n", number, sent ? "is noted as paid by hand" : "is tried again")};
}

void add_refunds(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("refunds", "refunds that were not sent yet");
    command->require_subcommand(0, 1);
    console.on(command, [](const Workplace& at) { return list_refunds(at.connection); });
    for (const bool sent : {false, true}) {
        auto* one = command->add_subcommand(sent ? "paid" : "retry",
                                            sent ? "it was paid in another way" : "try it again at once");
        auto id = std::make_shared<std::uint64_t>();
        one->add_option("ID", *id)->required();
        console.on(one, [=](const Workplace& at) { return settle_refund(at, *id, sent); });
    }
}

}  // namespace

Answer ledger_report(const std::vector<std::string>& faults, const std::vector<store::Balance>& balances) {
    Answer answer{
        .document = {{"whole", faults.empty()}, {"faults", faults}, {"accounts", nlohmann::json::array()}},
        .text = {},
        .status = faults.empty() ? 0 : 1};
    for (const auto& fault : faults) answer.text += "WRONG: " + fault + "\n";
    for (const auto& balance : balances) {
        answer.document["accounts"].push_back({{"account", balance.account},
                                               {"currency", store::name_of(balance.currency)},
                                               {"minor", balance.minor}});
        answer.text +=
            fmt::format("{:<20}{:>18}\n", balance.account, amount_text(balance.minor, balance.currency));
    }
    if (faults.empty()) answer.text += "The ledger is whole: all accounts sum to zero.\n";
    return answer;
}

std::string payout_table(const std::vector<market::PaidOut>& payouts) {
    std::string table = "payout,seller,currency,amount,to\r\n";
    for (const auto& one : payouts)
        table += fmt::format("{},{},{},{},{}\r\n", one.payout, one.seller.value,
                             store::name_of(one.amount.currency), market::decimal(one.amount),
                             csv_text(one.address));
    return table;
}

void add_market_commands(CLI::App& app, const Console& console) {
    add_ledger_check(app, console);
    add_payout(app, console);
    add_refunds(app, console);
}

}  // namespace admin
