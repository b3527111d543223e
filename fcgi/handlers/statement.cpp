// What a seller has earned, and where it should go.
#include <fmt/format.h>

#include "core/market/ledger.h"
#include "core/market/payout.h"
#include "core/store/ledger.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/order_words.h"

namespace fcgi::handlers {
namespace {

constexpr std::size_t entries_on_page = 50;

std::string signed_text(const view::MoneyText& money, std::int64_t minor, store::Currency currency) {
    const auto size = static_cast<std::uint64_t>(minor < 0 ? -minor : minor);
    return (minor < 0 ? "−" : "") + money({size, currency});
}

std::string fee_text(const view::Language& language, unsigned basis_points) {
    const auto percent = basis_points % 100 == 0
                             ? fmt::format("{}", basis_points / 100)
                             : fmt::format("{}.{:02}", basis_points / 100, basis_points % 100);
    return fmt::format(fmt::runtime(language.text("The house keeps {0} % of each sale.")), percent);
}

void list_balances(Context& context, const view::MoneyText& money, view::StatementPage& page) {
    const auto user = *member_of(context).user;
    for (const auto currency : {store::Currency::usd, store::Currency::eur, store::Currency::gbp}) {
        const auto balance = market::seller_balance(context.connection(), user, currency);
        const auto held = store::held_for_seller(context.connection(), user, currency);
        if (balance == 0 && held == 0) continue;
        page.balances.push_back(
            {.amount = signed_text(money, balance, currency), .held = money({held, currency})});
    }
}

view::StatementPage statement_page(Context& context) {
    const auto& services = context.services();
    const auto& language = context.language();
    const auto user = *member_of(context).user;
    const view::MoneyText money(language.code());
    view::StatementPage page;
    list_balances(context, money, page);
    const auto before = parse_seq(context.request().query.get("before")).value_or(UINT64_MAX >> 11U);
    const auto rows =
        store::statement_of(context.connection(), market::seller_account(user), before, entries_on_page);
    for (const auto& row : rows)
        page.entries.push_back({.at = view::moment_text(row.at, language),
                                .what = entry_text(language, row.reason),
                                .amount = signed_text(money, row.minor, row.currency),
                                .order = row.order.value_or(base::OrderId{}).value,
                                .title = row.title});
    if (rows.size() == entries_on_page) page.older_before = rows.back().entry;
    page.payout = market::payout_address(context.connection(), services.keyring, user);
    page.fee = fee_text(language, services.config.market.fee_basis_points);
    page.least = money({services.config.limits.payout_least, store::Currency::usd});
    if (context.request().query.has("saved")) page.note = language.text("Saved.");
    return page;
}

}  // namespace

base::Result<Response> show_statement(Context& context) {
    return context.page(200, context.language().text("What you have earned"), statement_page(context));
}

base::Result<Response> save_payout(Context& context) {
    const auto& services = context.services();
    const std::string text = typed_text(context, "payout");
    const auto error = market::set_payout_address(context.connection(), services.house(), services.keyring,
                                                  member_of(context), text);
    if (!error) return Response::redirect("/market/statement?saved=1");
    if (context.request().wants_json) return *error;
    auto page = statement_page(context);
    page.payout = text;
    page.payout_error = context.language().text(*error);
    return refused_page(context, *error, context.language().text("What you have earned"), page);
}

}  // namespace fcgi::handlers
