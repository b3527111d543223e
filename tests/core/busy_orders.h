// A market with many orders behind it, and one day of buying, paying, talking about it and giving money back.
#pragma once

#include "core/base/crypto.h"
#include "core/market/ledger.h"
#include "core/store/ledger.h"
#include "core/store/market_files.h"
#include "core/store/orders.h"
#include "core/store/payment_events.h"
#include "core/store/refunds.h"
#include "core/store/test_payments.h"
#include "tests/core/busy_market.h"

namespace support {

struct BusyOrders : BusyMarket {
    static constexpr unsigned past = 300;  // orders of one buyer with one seller, all over
    static constexpr unsigned entries = 3 * past;

    BusyOrders() {
        lamp_ = add_listing(connection, {.seller = of_ann,
                                         .title = "Lamp",
                                         .price = 1250,
                                         .currency = "EUR",
                                         .listed_at = clock.now(),
                                         .stock = 1000});
        for (unsigned i = 0; i < past; ++i) add_past(i);
    }

    void buy_and_sell() {
        item_ = store::find_item(connection, lamp_).value();
        place();
        pay();
        talk_about_it();
        give_back();
        keep_the_books();
        hear_from_providers();
        look_at_orders();
    }

private:
    std::string once(std::uint64_t number) {
        return base::sha256("once" + std::to_string(number)).substr(0, 16);
    }
    base::OrderId order(std::uint64_t number) {
        return store::add_order(connection, {.item = item_,
                                             .buyer = of_bob,
                                             .once = once(number),
                                             .fee_minor = 125,
                                             .at = clock.now(),
                                             .hold_until = clock.now(),
                                             .due_at = clock.now()});
    }
    store::Order now(base::OrderId id) { return store::find_order(connection, id).value(); }

    // Settled, or refunded after a dispute; with all that such an order leaves behind.
    void add_past(unsigned number) {
        if (number == 0) item_ = store::find_item(connection, lamp_).value();
        const auto id = order(number);
        store::set_checkout(connection, id, "past-" + std::to_string(number), "https://p.example",
                            clock.now(), clock.now());
        const bool refunded = number % 2 == 0;
        store::set_order_state(
            connection, id,
            {.payment = refunded ? store::PaymentStatus::refunded : store::PaymentStatus::completed,
             .fulfilment = refunded ? store::Fulfilment::disputed : store::Fulfilment::settled,
             .paid_at = clock.now(),
             .delivered_at = clock.now(),
             .disputed_at = clock.now(),
             .closed_at = clock.now()},
            clock.now());
        const auto refund =
            store::add_refund(connection, {.order = id, .minor = 1, .by = of_ann, .at = clock.now()});
        store::set_refund_sent(connection, refund, "re", "", clock.now());
        (void)store::add_order_message(connection, id, of_ann, "past-" + std::to_string(number), "hello",
                                       clock.now());
        store::add_rating(
            connection,
            {.order = id, .item = lamp_, .seller = of_ann, .stars = 5, .body = "good", .at = clock.now()});
        post(market::seller_account(of_ann), "past:" + std::to_string(number), id);
        (void)store::add_payment_event(connection, {.provider = store::PaymentProvider::stripe,
                                                    .id = "past-" + std::to_string(number),
                                                    .kind = "paid",
                                                    .reference = "past",
                                                    .body = "{}",
                                                    .at = clock.now()});
        for (const auto& event : store::due_payment_events(connection, clock.now(), 1))
            store::set_event_nothing(connection, event.id, clock.now());
        (void)store::add_payout(
            connection,
            {.run = once(number), .seller = of_ann, .amount = {1, store::Currency::eur}, .at = clock.now()});
    }
    void post(const std::string& account, const std::string& key, base::OrderId of) {
        (void)store::add_posting(connection, key, of, "release",
                                 {{account, 1, store::Currency::eur},
                                  {"fee", 1, store::Currency::eur},
                                  {"order:" + std::to_string(of.value), -2, store::Currency::eur}},
                                 clock.now());
    }

    void place() {
        for (std::uint64_t i = 0; i < 3; ++i) orders_.push_back(order(10'000 + i));
        (void)store::find_order(connection, of_bob, once(10'000));
        db::transact(connection, [&](db::Connection& inside) {
            (void)store::lock_item(inside, lamp_);
            (void)store::lock_order(inside, orders_[0]);
            return true;
        });
        (void)store::delivers_files(connection, now(orders_[0]));
        store::set_asked(connection, orders_[0], clock.now());
        store::set_due(connection, now(orders_[0]), clock.now());
        (void)store::due_orders(connection, clock.now(), 10);
        (void)store::open_orders_of_item(connection, lamp_);
        (void)store::unpaid_order(connection, of_bob, lamp_);
        (void)store::count_open_orders(connection, of_bob);
    }
    void pay() {
        const auto now = clock.now();
        store::add_test_payment(connection, "test-1", {1250, store::Currency::eur}, now);
        (void)store::find_test_payment(connection, "test-1");
        store::close_test_payment(connection, "test-1", store::TestPaymentStatus::paid);
        for (int i = 0; i < 2; ++i) (void)store::refund_test_payment(connection, "test-1", "once", 100);
        store::set_checkout(connection, orders_[0], "test-1", "https://p.example", now, now);
        (void)store::find_order(connection, store::PaymentProvider::stripe, "test-1");
        store::set_capture(connection, orders_[0], "capture");
        for (const auto id : {orders_[0], orders_[1]})
            store::set_order_state(connection, id,
                                   {.payment = store::PaymentStatus::completed,
                                    .fulfilment = store::Fulfilment::disputed,
                                    .paid_at = now,
                                    .disputed_at = now},
                                   now);
    }
    void talk_about_it() {
        for (int i = 0; i < 2; ++i)
            (void)store::add_order_message(connection, orders_[0], of_bob, "today-1", "hello", clock.now());
        (void)store::order_messages(connection, orders_[0], 100);
        store::add_rating(connection, {.order = orders_[0],
                                       .item = lamp_,
                                       .seller = of_ann,
                                       .stars = 4,
                                       .body = "fine",
                                       .at = clock.now()});
        (void)store::rating_of(connection, orders_[0]);
        (void)store::ratings_of_item(connection, lamp_, 20);
        store::set_dispute_note(connection, orders_[0], "it is broken");
        for (const bool of_buyer : {true, false}) store::set_news(connection, orders_[0], of_buyer, true);
        (void)store::unseen(connection, bob, of_bob, 100);
        (void)store::unseen(connection, ann, of_ann, 100);
        (void)store::own_state(connection, bob);
    }
    void give_back() {
        const auto now = clock.now();
        const auto refund = store::add_refund(connection, {.order = orders_[0], .minor = 100, .at = now});
        store::add_refunded(connection, orders_[0], 100);
        (void)store::find_refund(connection, refund);
        db::transact(connection,
                     [&](db::Connection& inside) { return store::lock_refund(inside, refund).has_value(); });
        (void)store::refunds_of(connection, orders_[0]);
        (void)store::due_refunds(connection, now, 10);
        store::set_refund_sending(connection, refund, now);
        store::set_refund_put_off(connection, refund, store::RefundStatus::unknown, "away", now);
        (void)store::unsent_refunds(connection, 10);
        store::set_refund_sent(connection, refund, "re", "", now);
    }
    void keep_the_books() {
        const auto account = market::seller_account(of_ann);
        post(account, "today:1", orders_[0]);
        (void)store::balance_of(connection, account, store::Currency::eur);
        (void)store::held_for_seller(connection, of_ann, store::Currency::eur);
        (void)store::balances(connection, "seller:");
        const auto page = store::statement_of(connection, account, UINT32_MAX, 50);
        (void)store::statement_of(connection, account, page.back().entry, 50);
        store::set_payout_address(connection, of_ann, store::Sealed{"sealed", 1});
        (void)store::payout_address(connection, of_ann);
        db::transact(connection, [&](db::Connection& inside) {
            store::lock_seller(inside, of_ann);
            return store::add_payout(inside, {.run = once(20'000),
                                              .seller = of_ann,
                                              .amount = {1, store::Currency::eur},
                                              .at = clock.now()});
        });
        (void)store::payouts_of_run(connection, once(20'000));
    }
    void hear_from_providers() {
        for (const char* id : {"today-1", "today-2", "today-3", "today-1"})
            (void)store::add_payment_event(connection, {.provider = store::PaymentProvider::stripe,
                                                        .id = id,
                                                        .kind = "paid",
                                                        .reference = "test-1",
                                                        .body = "{}",
                                                        .at = clock.now()});
        const auto events = store::due_payment_events(connection, clock.now(), 10);
        store::set_event_applied(connection, events.at(0).id, orders_[0], clock.now());
        store::set_event_nothing(connection, events.at(1).id, clock.now());
        store::set_event_put_off(connection, events.at(2).id, clock.now());
    }
    void look_at_orders() {
        (void)store::orders_of_buyer(connection, of_bob, base::OrderId{UINT32_MAX}, 30);
        (void)store::orders_of_seller(connection, of_ann, base::OrderId{UINT32_MAX}, 30);
        (void)store::disputed_orders(connection, 50);
        (void)store::count_disputes(connection);
    }

    base::ItemId lamp_{};
    store::Item item_{};
    std::vector<base::OrderId> orders_{};
};

}  // namespace support
