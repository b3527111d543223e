#include "core/chat/block.h"
#include "core/db/transaction.h"
#include "core/market/item_removed.h"
#include "core/store/order_talk.h"
#include "tests/core/trade.h"

using namespace std::chrono_literals;
using base::ErrorCode;
using market::OrderStanding;
using market::OrderStep;
using store::Fulfilment;
using store::PaymentStatus;

BOOST_AUTO_TEST_SUITE(order_states)

// Every state and every step: what is not named here is not possible.
BOOST_AUTO_TEST_CASE(an_order_takes_these_steps_and_no_others) {
    using enum PaymentStatus;
    using enum Fulfilment;
    struct Row {
        OrderStanding from;
        OrderStep step;
        OrderStanding to;
    };
    std::vector<Row> possible{{{pending, none}, OrderStep::pay, {completed, none}},
                              {{pending, none}, OrderStep::fail, {failed, none}},
                              {{failed, none}, OrderStep::pay, {completed, none}},
                              {{completed, none}, OrderStep::deliver, {completed, delivered}},
                              {{completed, none}, OrderStep::dispute, {completed, disputed}},
                              {{completed, delivered}, OrderStep::dispute, {completed, disputed}}};
    for (const auto open : {none, delivered, disputed})
        possible.push_back({{completed, open}, OrderStep::settle, {completed, settled}});
    for (const auto any : {none, delivered, disputed, settled})
        possible.push_back({{completed, any}, OrderStep::refund, {refunded, any}});
    std::size_t found = 0;
    for (const auto payment : {pending, completed, failed, refunded}) {
        for (const auto fulfilment : {none, delivered, disputed, settled}) {
            const bool paid = payment == completed || payment == refunded;
            if (!paid && fulfilment != none) continue;
            for (const auto step : {OrderStep::pay, OrderStep::fail, OrderStep::deliver, OrderStep::dispute,
                                    OrderStep::settle, OrderStep::refund}) {
                const OrderStanding from{payment, fulfilment};
                const auto row = std::ranges::find_if(
                    possible, [&](const Row& one) { return one.from == from && one.step == step; });
                const auto to = market::after(from, step);
                BOOST_TEST((to.has_value() == (row != possible.end())));
                if (to && row != possible.end()) BOOST_TEST((*to == row->to));
                if (to) ++found;
            }
        }
    }
    BOOST_TEST(found == possible.size());
}

BOOST_AUTO_TEST_CASE(money_is_held_from_payment_until_it_is_settled_or_given_back) {
    using enum PaymentStatus;
    using enum Fulfilment;
    BOOST_TEST(!market::is_held({pending, none}));
    BOOST_TEST(market::is_held({completed, none}));
    BOOST_TEST(market::is_held({completed, disputed}));
    BOOST_TEST(!market::is_held({completed, settled}));
    BOOST_TEST(!market::is_held({refunded, none}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(market_orders, support::Trade)

BOOST_AUTO_TEST_CASE(an_order_holds_a_piece_at_the_price_that_was_on_offer) {
    const auto order = placed(bea);
    BOOST_TEST(order.amount.minor == 1250U);
    BOOST_TEST(order.fee_minor == 125U);
    BOOST_TEST(order.title == "A picture");
    BOOST_TEST(stock() == 1U);
    BOOST_TEST((order.hold_until == clock.now() + config.limits.order_hold));
    other.run("UPDATE marketplace_item SET price_minor = 9900, title = 'Another'");
    BOOST_TEST(now(order).amount.minor == 1250U);
    BOOST_TEST(now(order).title == "A picture");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(two_presses_of_one_button_are_one_order) {
    const auto wanted = wish(item);
    const auto first = place(bea, wanted);
    const auto second = place(bea, wanted);
    BOOST_REQUIRE((first.ok() && second.ok()));
    BOOST_TEST(first->id.value == second->id.value);
    BOOST_TEST(stock() == 1U);
    BOOST_TEST(place(ben, wanted).ok(), "the key is the buyer's own");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM transaction") == 2U);
}

BOOST_AUTO_TEST_CASE(the_last_piece_is_sold_once_and_its_listing_says_so) {
    placed(bea);
    placed(ben);
    BOOST_TEST(stock() == 0U);
    BOOST_TEST((store::find_item(connection, item)->state == store::ItemState::sold_out));
    BOOST_TEST(code(place(bea, wish(item))) == "item_sold_out");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_bought_is_refused_with_its_reason_and_holds_nothing) {
    const auto refused = [&](const accounts::Session& who, const std::string& change = "") {
        if (!change.empty()) other.run("UPDATE marketplace_item SET " + change);
        return code(place(who, wish(item)));
    };
    BOOST_TEST(refused(seller) == "item_own");
    BOOST_TEST(refused(of_ann) == "members_only");
    auto older = wish(item);
    older.version = 0;
    BOOST_TEST(code(place(bea, older)) == "item_changed");
    auto no_method = wish(item);
    no_method.method = std::nullopt;
    BOOST_TEST(code(place(bea, no_method)) == "method_missing");
    auto no_key = wish(item);
    no_key.once = "short";
    BOOST_TEST(code(place(bea, no_key)) == "bad_request");
    BOOST_TEST(code(place(bea, wish(base::ItemId{999}))) == "item_unknown");
    BOOST_TEST(refused(bea, "state = 'PAUSED'") == "item_state");
    BOOST_TEST(refused(bea, "state = 'DRAFT'") == "item_unknown");
    BOOST_TEST(refused(bea, "state = 'REMOVED'") == "item_unknown");
    BOOST_TEST(refused(bea, "state = 'PUBLISHED', content_type = 'NSFW'") == "age_unproven");
    bea.age = store::AgeCategory::over_18_red;
    config.red_lounges = base::RedLounges::declared;
    BOOST_TEST(refused(bea) == "method_closed", "cards are not for this kind");
    other.run("UPDATE marketplace_item SET content_type = 'SFW'");
    BOOST_REQUIRE(chat::block(connection, house, seller.participant.id, bea.participant.id).ok());
    BOOST_TEST(refused(bea) == "seller_blocked");
    BOOST_TEST(stock() == 2U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM transaction") == 0U);
}

BOOST_AUTO_TEST_CASE(a_buyer_begins_so_many_orders_and_no_more) {
    item = list_item(0);
    config.limits.orders = 2;
    placed(bea);
    placed(bea);
    BOOST_TEST(code(place(bea, wish(item))) == "too_many_orders");
    BOOST_TEST(code(place(ben, wish(item))) == "placed");
}

BOOST_AUTO_TEST_CASE(what_is_not_delivered_goes_back_and_what_is_delivered_is_settled_by_itself) {
    const auto forgotten = paid(bea);
    const auto delivered = paid(ben);
    BOOST_REQUIRE(market::deliver_order(connection, house, seller, delivered.id).ok());
    clock.forward(config.limits.settle_after - 1s);
    care();
    BOOST_TEST(state(delivered) == "COMPLETED/DELIVERED");
    clock.forward(1s);
    care();
    BOOST_TEST(state(delivered) == "COMPLETED/SETTLED");
    BOOST_TEST(state(forgotten) == "COMPLETED/NONE");
    clock.forward(config.limits.deliver_within - config.limits.settle_after);
    care();
    care();
    BOOST_TEST(state(forgotten) == "REFUNDED/NONE");
    BOOST_TEST(store::refunds_of(connection, forgotten.id).at(0).sent_at.has_value());
    BOOST_TEST(balance("provider:TEST") == -1250);
    BOOST_TEST(balance(buyer_account(bea)) == 0);
    BOOST_TEST(stock() == 1U, "the piece never went out");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(a_reminder_that_comes_too_soon_refunds_and_settles_nothing) {
    const auto order = paid(bea);
    other.run("UPDATE transaction SET due_at = '2026-01-01'");
    care();
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    BOOST_TEST((now(order).due_at == *order.paid_at + config.limits.deliver_within));
}

BOOST_AUTO_TEST_CASE(a_dispute_stops_the_clock_until_a_moderator_decides_on_record) {
    const auto order = paid(bea);
    BOOST_TEST(code(market::dispute_order(connection, house, bea, order.id, " ")) == "order_text_missing");
    BOOST_TEST(code(market::dispute_order(connection, house, bea, order.id, std::string(2001, 'x'))) ==
               "order_text_long");
    BOOST_TEST(code(market::dispute_order(connection, house, seller, order.id, "no")) == "not_allowed");
    BOOST_TEST(code(market::dispute_order(connection, house, bea, order.id, "It is a bush.")) == "done");
    BOOST_TEST(code(market::dispute_order(connection, house, bea, order.id, "again")) == "order_state");
    clock.forward(24h * 100);
    care();
    BOOST_TEST(state(order) == "COMPLETED/DISPUTED");
    const auto decide = [&](const accounts::Session& who, std::uint64_t minor) {
        return code(market::decide_dispute(connection, house, log, {.session = &who, .door = "page"},
                                           order.id, minor, "half"));
    };
    BOOST_TEST(decide(bea, 0) == "not_allowed");
    BOOST_TEST(decide(moderator, 0) == "not_allowed", "of one room alone");
    BOOST_TEST(decide(admin, 1251) == "refund_amount");
    const auto refused_rows = audit_rows("subject = 'order:" + std::to_string(order.id.value) + "'");
    BOOST_TEST(refused_rows == 3U, "each refusal is on record");
    BOOST_TEST(decide(admin, 625) == "done");
    BOOST_TEST(audit_rows("action = 'order.decide' AND detail LIKE '%\"refundMinor\":625%'") == 1U);
    BOOST_TEST(state(order) == "COMPLETED/SETTLED");
    BOOST_TEST(balance(buyer_account(bea)) == 625);
    BOOST_TEST(balance(seller_account()) == 563);
    BOOST_TEST(balance("fee") == 62);
    BOOST_TEST(decide(admin, 1) == "order_state");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(somebody_elses_order_is_no_order_and_each_side_has_its_own_acts) {
    const auto order = paid(bea);
    const auto id = order.id;
    for (const auto* stranger : {&ben, &plain, &admin, &of_ann}) {
        const std::string no = stranger == &of_ann ? "members_only" : "order_unknown";
        BOOST_TEST(code(market::cancel_order(connection, house, *stranger, id)) == no);
        BOOST_TEST(code(market::deliver_order(connection, house, *stranger, id)) == no);
        BOOST_TEST(code(market::confirm_order(connection, house, *stranger, id)) == no);
        BOOST_TEST(code(market::dispute_order(connection, house, *stranger, id, "x")) == no);
        BOOST_TEST(code(market::refund_order(connection, house, *stranger, id, 1)) == no);
        BOOST_TEST(code(market::write_to_order(connection, house, *stranger, id, "c1", "x")) == no);
        BOOST_TEST(code(market::rate_order(connection, house, *stranger, id, 5, "")) == no);
        BOOST_TEST(code(market::open_order(connection, *stranger, id)) == no);
    }
    BOOST_TEST(code(market::deliver_order(connection, house, bea, id)) == "not_allowed");
    BOOST_TEST(code(market::refund_order(connection, house, bea, id, 1)) == "not_allowed");
    BOOST_TEST(code(market::confirm_order(connection, house, seller, id)) == "not_allowed");
    BOOST_TEST(code(market::rate_order(connection, house, seller, id, 5, "")) == "not_allowed");
    BOOST_TEST(code(market::cancel_order(connection, house, seller, id)) == "not_allowed");
    BOOST_TEST(code(market::open_order(connection, bea, base::OrderId{999})) == "order_unknown");
    BOOST_TEST(state(order) == "COMPLETED/NONE");
}

BOOST_AUTO_TEST_CASE(buyer_and_seller_write_to_each_other_and_a_retry_adds_nothing) {
    const auto order = placed(bea);
    const auto write = [&](const accounts::Session& who, const std::string& id, const std::string& text) {
        return code(market::write_to_order(connection, house, who, order.id, id, text));
    };
    BOOST_TEST(write(bea, "c1", "  In blue, please. ") == "done");
    BOOST_TEST(write(bea, "c1", "In blue, please.") == "done");
    BOOST_TEST(write(seller, "c1", "Of course.") == "done");
    BOOST_TEST(write(bea, "c2", "  ") == "order_text_missing");
    BOOST_TEST(write(bea, "c2", std::string(2001, 'x')) == "order_text_long");
    BOOST_TEST(write(bea, "not an id!", "x") == "bad_id");
    const auto messages = store::order_messages(connection, order.id, 10);
    BOOST_REQUIRE(messages.size() == 2U);
    BOOST_TEST(messages[0].body == "In blue, please.");
    BOOST_TEST(messages[1].author_name == "sal");
    BOOST_REQUIRE(chat::block(connection, house, bea.participant.id, seller.participant.id).ok());
    BOOST_TEST(write(seller, "c3", "hello?") == "seller_blocked");
}

BOOST_AUTO_TEST_CASE(an_order_is_rated_once_and_only_by_who_has_it) {
    const auto order = paid(bea);
    const auto rate = [&](std::uint64_t stars, const std::string& text = "Good") {
        return code(market::rate_order(connection, house, bea, order.id, stars, text));
    };
    BOOST_TEST(rate(5) == "order_state", "nothing was delivered yet");
    BOOST_REQUIRE(market::deliver_order(connection, house, seller, order.id).ok());
    BOOST_TEST(rate(0) == "rating_stars");
    BOOST_TEST(rate(6) == "rating_stars");
    BOOST_TEST(rate(4, std::string(1001, 'x')) == "rating_long");
    BOOST_TEST(rate(4) == "done");
    BOOST_TEST(rate(1) == "rating_made");
    const auto listed = store::find_item(connection, item);
    BOOST_TEST(listed->rating_count == 1U);
    BOOST_TEST(listed->rating_sum == 4U);
    BOOST_TEST(support::count(other, "SELECT rating_sum FROM seller") == 4U);
    BOOST_TEST(store::rating_of(connection, order.id)->body == "Good");
}

BOOST_AUTO_TEST_CASE(a_removed_listing_cancels_what_is_not_paid_and_gives_back_what_is_held) {
    item = list_item(0);
    const auto pending = begun(bea);
    const auto held = paid(ben);
    const auto settled = paid(bea);
    BOOST_REQUIRE(market::confirm_order(connection, house, bea, settled.id).ok());
    db::transact(connection, [&](db::Connection& inside) {
        chat::OwnEvents events;
        store::lock_item(inside, item);
        store::set_item_state(inside, item, store::ItemState::removed, clock.now());
        market::item_removed(inside, house, item, events);
        return events.store(inside, clock.now()).size();
    });
    BOOST_TEST(state(pending) == "FAILED/NONE");
    BOOST_TEST(state(held) == "REFUNDED/NONE");
    BOOST_TEST(state(settled) == "COMPLETED/SETTLED");
    care();
    care();
    BOOST_TEST((store::find_test_payment(connection, now(pending).reference)->status ==
                store::TestPaymentStatus::ended));
    BOOST_TEST(balance(buyer_account(ben)) == 0);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_SUITE_END()
