// A house with a market: who sells, who buys, a listing, and the stand-in that takes the money. The ground of the tests of orders.
#pragma once

#include <boost/test/unit_test.hpp>
#include <set>

#include "core/base/crypto.h"
#include "core/market/ledger.h"
#include "core/market/notice.h"
#include "core/market/order_acts.h"
#include "core/market/place_order.h"
#include "core/market/refund.h"
#include "core/market/test_provider.h"
#include "core/store/ledger.h"
#include "core/store/test_payments.h"
#include "tests/core/moderated.h"

namespace support {

// Says what a test tells it to, and remembers what it was asked. For what the built-in stand-in never does: to be away, to take other amounts, to be slow with the truth.
class ScriptedProvider : public market::Provider {
public:
    market::Answer<market::Checkout> begin(const market::Purchase& purchase) override {
        asked += "begin ";
        if (away) return *away;
        return market::Checkout{.reference = "ref-" + purchase.once,
                                .url = "https://pay.example.org/" + purchase.once};
    }
    market::Answer<market::PaymentReport> look(std::string_view /*reference*/) override {
        asked += "look ";
        if (away) return *away;
        return report;
    }
    market::Answer<market::PaymentReport> collect(std::string_view /*reference*/,
                                                  std::string_view /*once*/) override {
        asked += "collect ";
        if (away) return *away;
        report.standing = market::PaymentStanding::paid;
        return report;
    }
    market::Answer<market::PaymentReport> end(std::string_view /*reference*/) override {
        asked += "end ";
        if (away) return *away;
        if (report.standing == market::PaymentStanding::open && !busy)
            report.standing = market::PaymentStanding::ended;
        return report;
    }
    market::Answer<market::RefundReport> refund(const market::RefundRequest& refund) override {
        asked += "refund ";
        if (away) return *away;
        if (refunds.insert(refund.once).second) report.refunded_minor += refund.amount.minor;
        return market::RefundReport{.reference = "re-" + refund.once};
    }
    std::variant<market::Event, market::NoticeFault> read(const market::Notice& notice,
                                                          base::Time /*now*/) override {
        if (notice.header("signature") != "good") return market::NoticeFault::forged;
        return market::Event{.id = std::string(notice.body), .kind = "changed", .reference = reference};
    }

    std::string asked{};
    std::optional<market::NoAnswer> away{};
    bool busy = false;  // a payment is on its way: it cannot be ended
    market::PaymentReport report{};
    std::set<std::string> refunds{};
    std::string reference{};  // that notices speak of
};

struct Trade : Moderated {
    accounts::Session seller = member("sal");
    accounts::Session bea = member("bea");
    accounts::Session ben = member("ben");
    chat::HintSender hints{folder.path() + "/hints"};
    ScriptedProvider* scripted = nullptr;
    std::unique_ptr<market::Providers> providers = with_stand_in();
    base::ItemId item = list_item(2);
    unsigned pressed = 0;

    accounts::LimitHouse limits{clock, config.limits, "key"};

    std::unique_ptr<market::Providers> with_stand_in() {
        config.market.test_provider = true;
        config.frontend_url = "http://house.test";
        return std::make_unique<market::Providers>(
            config, clock,
            std::make_unique<market::TestProvider>([this]() -> db::Connection& { return connection; }, clock,
                                                   config.frontend_url));
    }
    void use_script() {
        auto made = std::make_unique<ScriptedProvider>();
        scripted = made.get();
        scripted->report.paid = {1250, store::Currency::eur};
        providers = std::make_unique<market::Providers>(config, clock, std::move(made));
    }

    // 12.50 EUR. `stock` 0: without end.
    base::ItemId list_item(unsigned stock, const std::string& content = "SFW") {
        const base::ItemId id{connection.insert(
            "INSERT INTO marketplace_item (seller_user_id, language_room_id, title, description, category, content_type, price_minor, "
            "currency, moderation_status, state, version, stock, listed_at, created_at, updated_at) VALUES (?, ?, 'A picture', 'Of a tree', "
            "'PHOTOS', ?, 1250, 'EUR', 'APPROVED', 'PUBLISHED', 1, NULLIF(?, 0), '2026-01-01', '2026-01-01', '2026-01-01')",
            *seller.user, lounge.room.id, content, stock)};
        connection.execute(
            "INSERT INTO marketplace_revision (item_id, version, title, description, category, content_type, price_minor, currency, created_at) "
            "SELECT id, version, title, description, category, content_type, price_minor, currency, created_at FROM marketplace_item WHERE id = ?",
            id);
        return id;
    }

    market::OrderWish wish(base::ItemId what) {
        const std::string once = base::to_hex(base::sha256(std::to_string(++pressed))).substr(0, 32);
        return {.item = what, .version = 1, .once = once, .method = store::PaymentMethod::stripe};
    }
    base::Result<store::Order> place(const accounts::Session& who, const market::OrderWish& wish) {
        return market::place_order(connection, house, limits, who, wish);
    }
    store::Order placed(const accounts::Session& who) {
        auto order = place(who, wish(item));
        BOOST_REQUIRE(order.ok());
        return *order;
    }

    // By the script: an order whose buyer stands at the provider's page, and one that was paid there.
    store::Order begun(const accounts::Session& who) {
        const auto order = placed(who);
        BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
        return now(order);
    }
    store::Order paid_by_script(const accounts::Session& who) {
        use_script();
        const auto order = begun(who);
        scripted->report.standing = market::PaymentStanding::paid;
        BOOST_REQUIRE(!market::look_at_payment(connection, payments(), order));
        return now(order);
    }

    market::PaymentHouse payments() { return {house, *providers, hints}; }
    store::Order now(const store::Order& order) { return store::find_order(connection, order.id).value(); }
    // Begins, pays by the stand-in, and comes back.
    store::Order paid(const accounts::Session& who) {
        const auto order = placed(who);
        BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
        store::close_test_payment(connection, now(order).reference, store::TestPaymentStatus::paid);
        BOOST_REQUIRE(!market::look_at_payment(connection, payments(), now(order)));
        return now(order);
    }
    void care() {
        for (const auto id : store::due_orders(connection, clock.now(), 100))
            market::care_for(connection, payments(), id);
        for (const auto id : store::due_refunds(connection, clock.now(), 100))
            market::send_refund(connection, payments(), id);
    }

    std::uint64_t stock() { return store::find_item(connection, item)->stock.value_or(9999); }
    std::int64_t balance(const std::string& account) {
        return store::balance_of(connection, account, store::Currency::eur);
    }
    // "PENDING/NONE".
    std::string state(const store::Order& order) {
        const auto current = now(order);
        return std::string(store::name_of(current.payment)) + "/" +
               std::string(store::name_of(current.fulfilment));
    }
    static std::string code(const base::Result<market::Turned>& turned) {
        return turned ? "done" : std::string(base::wire_code(turned.error().code));
    }
    static std::string code(const base::Result<store::Order>& order) {
        return order ? "placed" : std::string(base::wire_code(order.error().code));
    }
    std::string faults() {
        std::string all;
        for (const auto& fault : store::ledger_faults(connection, 100)) all += fault + "\n";
        return all;
    }
    std::string order_account(const store::Order& order) { return "order:" + std::to_string(order.id.value); }
    std::string seller_account() { return market::seller_account(*seller.user); }
    std::string buyer_account(const accounts::Session& who) {
        return "buyer:" + std::to_string(who.user->value);
    }
};

}  // namespace support
