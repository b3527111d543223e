#include "admin/market_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/accounts/keyring.h"
#include "core/audit/log.h"
#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/db/transaction.h"
#include "core/market/amount.h"
#include "core/market/ledger.h"
#include "core/store/orders.h"
#include "core/store/schema.h"
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

struct Opened {
    base::Config config;
    db::Connection connection{config.database};
    explicit Opened(base::Config settings) : config(std::move(settings)) {
        store::require_schema(connection);
    }
};

void add_ledger_check(CLI::App& app, const std::function<base::Config()>& config) {
    auto* command = app.add_subcommand("ledger-check", "whether every cent of the market is accounted for");
    const auto* json = command->add_flag("--json")->description("as a JSON object");
    command->callback([=] {
        Opened house(config());
        const auto faults = store::ledger_faults(house.connection, faults_at_most);
        fmt::print("{}", ledger_report(faults, own_balances(house.connection), json->count() > 0));
        if (!faults.empty()) throw CLI::RuntimeError(1);
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

void add_payout(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock) {
    auto* command = app.add_subcommand("payout", "pay sellers out: a table for the bank");
    auto run = std::make_shared<std::string>();
    auto show = std::make_shared<std::string>();
    command->add_option("--run", *run, "the name of a run that was begun before, to finish it");
    command->add_option("--show", *show, "the table of an earlier run again; pays nothing");
    const auto* small =
        command->add_flag("--small")->description("also what is less than the house pays out otherwise");
    command->callback([=, &clock] {
        base::Config settings = config();
        if (small->count() > 0) settings.limits.payout_least = 1;
        Opened house(settings);
        const accounts::Keyring keyring(house.config);
        if (!show->empty()) {
            fmt::print("{}", payout_table(earlier(house.connection, keyring, *show)));
            return;
        }
        const std::string name = run->empty() ? base::to_hex(base::random_bytes(run_bytes)) : *run;
        fmt::print(stderr, "run {} (should this end early: payout --run {})\n", name, name);
        market::run_payouts(house.connection, {clock, house.config}, keyring, audit::Log(house.config), name);
        fmt::print("{}", payout_table(earlier(house.connection, keyring, name)));
    });
}

std::string refund_line(const store::Refund& refund, const store::Order& order) {
    return fmt::format("{:<8}{:<9}order {:<8}{:>14} {}  {}\n", refund.id.value, store::name_of(refund.status),
                       order.id.value,
                       amount_text(static_cast<std::int64_t>(refund.minor), order.amount.currency),
                       store::name_of(order.provider), refund.last_error);
}

void list_refunds(db::Connection& connection, bool json) {
    auto list = nlohmann::json::array();
    std::string text;
    for (const auto& refund : store::unsent_refunds(connection, refunds_at_most)) {
        const auto order = store::find_order(connection, refund.order).value();
        text += refund_line(refund, order);
        list.push_back({{"id", refund.id.value},
                        {"status", store::name_of(refund.status)},
                        {"order", order.id.value},
                        {"minor", refund.minor},
                        {"currency", store::name_of(order.amount.currency)},
                        {"provider", store::name_of(order.provider)},
                        {"error", refund.last_error}});
    }
    if (json) text = list.dump(2) + "\n";
    fmt::print("{}", text.empty() ? "No refund waits.\n" : text);
}

// By hand: tried again, or noted as paid in another way. On record.
void settle_refund(Opened& house, const base::Clock& clock, std::uint64_t number, bool sent) {
    const audit::Log log(house.config);
    const bool done = db::transact(house.connection, [&](db::Connection& inside) {
        const auto refund = store::lock_refund(inside, base::RefundId{number});
        if (!refund || refund->status == store::RefundStatus::sent) return false;
        const base::Time now = clock.now();
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
    log.keep_head(house.connection);
    if (!done) throw std::runtime_error(fmt::format("no refund {} waits", number));
    fmt::print("refund {} {}\n", number, sent ? "is noted as paid by hand" : "is tried again");
}

void add_refunds(CLI::App& app, const std::function<base::Config()>& config, const base::Clock& clock) {
    auto* command = app.add_subcommand("refunds", "refunds that were not sent yet");
    const auto* json = command->add_flag("--json")->description("as a JSON array");
    command->callback([=] {
        if (!command->get_subcommands().empty()) return;
        Opened house(config());
        list_refunds(house.connection, json->count() > 0);
    });
    for (const bool sent : {false, true}) {
        auto* one = command->add_subcommand(sent ? "paid" : "retry",
                                            sent ? "it was paid in another way" : "try it again at once");
        auto id = std::make_shared<std::uint64_t>();
        one->add_option("ID", *id)->required();
        one->callback([=, &clock] {
            Opened house(config());
            settle_refund(house, clock, *id, sent);
        });
    }
}

}  // namespace

std::string ledger_report(const std::vector<std::string>& faults, const std::vector<store::Balance>& balances,
                          bool json) {
    if (json) {
        auto accounts = nlohmann::json::array();
        for (const auto& balance : balances)
            accounts.push_back({{"account", balance.account},
                                {"currency", store::name_of(balance.currency)},
                                {"minor", balance.minor}});
        return nlohmann::json{{"whole", faults.empty()}, {"faults", faults}, {"accounts", accounts}}.dump(2) +
               "\n";
    }
    std::string text;
    for (const auto& fault : faults) text += "WRONG: " + fault + "\n";
    for (const auto& balance : balances)
        text += fmt::format("{:<20}{:>18}\n", balance.account, amount_text(balance.minor, balance.currency));
    return text + (faults.empty() ? "The ledger is whole: all accounts sum to zero.\n" : "");
}

std::string payout_table(const std::vector<market::PaidOut>& payouts) {
    std::string table = "payout,seller,currency,amount,to\r\n";
    for (const auto& one : payouts)
        table += fmt::format("{},{},{},{},{}\r\n", one.payout, one.seller.value,
                             store::name_of(one.amount.currency), market::decimal(one.amount),
                             csv_text(one.address));
    return table;
}

void add_market_commands(CLI::App& app, const std::function<base::Config()>& config,
                         const base::Clock& clock) {
    add_ledger_check(app, config);
    add_payout(app, config, clock);
    add_refunds(app, config, clock);
}

}  // namespace admin
