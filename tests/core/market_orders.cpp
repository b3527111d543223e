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
    BOOST_TEST(!market::is_closed({pending, none}));
    BOOST_TEST(market::is_closed({failed, none}));
    BOOST_TEST(market::is_closed({completed, settled}));
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
    BOOST_TEST(refused(bea, "state = 'PUBLISHED', content_type = 'NSFW'") == "item_no_access");
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

BOOST_AUTO_TEST_CASE(from_payment_to_the_sellers_account_every_cent_is_somewhere) {
    const auto order = paid(bea);
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    BOOST_TEST(balance("provider:TEST") == -1250);
    BOOST_TEST(balance(order_account(order)) == 1250);
    BOOST_TEST(code(market::deliver_order(connection, house, seller, order.id)) == "done");
    BOOST_TEST(code(market::confirm_order(connection, house, bea, order.id)) == "done");
    BOOST_TEST(state(order) == "COMPLETED/SETTLED");
    BOOST_TEST(balance(order_account(order)) == 0);
    BOOST_TEST(balance(seller_account()) == 1125);
    BOOST_TEST(balance("fee") == 125);
    BOOST_TEST(faults() == "");
    BOOST_TEST(heard_by(bea) == "order order order");
    BOOST_TEST(heard_by(seller) == "order order");
}

BOOST_AUTO_TEST_CASE(a_payment_that_is_told_of_again_and_again_moves_money_once) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->report.standing = market::PaymentStanding::paid;
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(market::apply_report(connection, house, order.id, scripted->report).ok());
        BOOST_TEST(!market::look_at_payment(connection, payments(), now(order)));
    }
    BOOST_TEST(balance("provider:TEST") == -1250);
    scripted->report.standing = market::PaymentStanding::ended;
    BOOST_TEST(market::apply_report(connection, house, order.id, scripted->report).ok());
    BOOST_TEST(state(order) == "COMPLETED/NONE", "what came late and out of order changes nothing");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(what_the_buyer_approved_is_taken_while_the_piece_is_held_and_not_after) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->report.standing = market::PaymentStanding::approved;
    BOOST_TEST(!market::look_at_payment(connection, payments(), now(order)));
    BOOST_TEST(scripted->asked == "begin look collect ");
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    const auto late = placed(ben);
    scripted->asked = "";
    BOOST_REQUIRE(market::begin_payment(connection, payments(), late).ok());
    scripted->report.standing = market::PaymentStanding::approved;
    clock.forward(config.limits.order_hold);
    BOOST_TEST(!market::look_at_payment(connection, payments(), now(late)));
    BOOST_TEST(scripted->asked == "begin look ");
    BOOST_TEST(state(late) == "PENDING/NONE");
}

BOOST_AUTO_TEST_CASE(another_amount_or_currency_than_was_asked_for_completes_nothing_and_is_put_aside) {
    use_script();
    for (const auto paid :
         {store::Money{1249, store::Currency::eur}, store::Money{1250, store::Currency::usd},
          store::Money{125000, store::Currency::eur}}) {
        const auto order = placed(bea);
        BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
        BOOST_REQUIRE(market::apply_report(connection, house, order.id,
                                           {.standing = market::PaymentStanding::paid, .paid = paid})
                          .ok());
        BOOST_TEST(state(order) == "FAILED/NONE");
        BOOST_TEST((now(order).failure == store::OrderFailure::mismatch));
        BOOST_TEST(balance(order_account(order)) == 0);
        // However often the provider says so, and also once it says what was asked for.
        BOOST_TEST(market::apply_report(connection, house, order.id,
                                        {.standing = market::PaymentStanding::paid, .paid = paid})
                       .ok());
        BOOST_TEST(market::apply_report(connection, house, order.id,
                                        {.standing = market::PaymentStanding::paid, .paid = order.amount})
                       .ok());
        BOOST_TEST(state(order) == "FAILED/NONE");
    }
    BOOST_TEST(balance("unclear") == 1249 + 125000);
    BOOST_TEST(stock() == 2U);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(an_order_that_is_not_paid_gives_its_piece_back_and_cannot_be_paid_any_more) {
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    clock.forward(config.limits.order_hold - 1s);
    care();
    BOOST_TEST(state(order) == "PENDING/NONE");
    clock.forward(1s);
    care();
    BOOST_TEST(state(order) == "FAILED/NONE");
    BOOST_TEST((now(order).failure == store::OrderFailure::expired));
    BOOST_TEST(stock() == 2U);
    BOOST_TEST((store::find_test_payment(connection, now(order).reference)->status ==
                store::TestPaymentStatus::ended));
    BOOST_TEST(!now(order).due_at.has_value(), "nothing is left to be done about it");
    BOOST_TEST(code(market::cancel_order(connection, house, bea, order.id)) == "order_state");
}

BOOST_AUTO_TEST_CASE(one_that_nobody_ever_began_to_pay_is_over_without_asking_anybody) {
    use_script();
    const auto order = placed(bea);
    clock.forward(config.limits.order_hold);
    care();
    BOOST_TEST(state(order) == "FAILED/NONE");
    BOOST_TEST(scripted->asked == "");
    BOOST_TEST(store::due_orders(connection, clock.now() + 24h * 365, 10).empty());
}

BOOST_AUTO_TEST_CASE(a_payment_that_comes_after_all_gets_a_piece_or_goes_back) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->away = market::NoAnswer{.fault = market::Fault::not_sent, .reason = "away"};
    clock.forward(config.limits.order_hold);
    care();
    BOOST_TEST(state(order) == "FAILED/NONE", "nobody answers, so nobody waits for the piece any longer");
    BOOST_TEST(stock() == 2U);
    scripted->away = std::nullopt;
    scripted->report.standing = market::PaymentStanding::paid;
    clock.forward(10min);
    care();
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    BOOST_TEST(stock() == 1U);
    const auto second = placed(ben);
    scripted->report.standing = market::PaymentStanding::open;
    BOOST_REQUIRE(market::begin_payment(connection, payments(), second).ok());
    BOOST_TEST(code(market::cancel_order(connection, house, ben, second.id)) == "done");
    other.run("UPDATE marketplace_item SET stock = 0, state = 'SOLD_OUT'");
    scripted->report = {.standing = market::PaymentStanding::paid, .paid = second.amount, .capture = "c2"};
    care();
    care();
    BOOST_TEST(state(second) == "REFUNDED/NONE");
    BOOST_TEST(stock() == 0U, "a refund of what was never held gives no piece back");
    BOOST_TEST(scripted->refunds.size() == 1U);
    BOOST_TEST(balance(buyer_account(ben)) == 0);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(a_payment_on_its_way_keeps_its_piece_for_a_day) {
    use_script();
    scripted->busy = true;
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    clock.forward(config.limits.order_hold + 1min);
    care();
    BOOST_TEST(state(order) == "PENDING/NONE");
    scripted->report.standing = market::PaymentStanding::paid;
    clock.forward(2h);
    care();
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    const auto never = placed(ben);
    scripted->report.standing = market::PaymentStanding::open;
    BOOST_REQUIRE(market::begin_payment(connection, payments(), never).ok());
    clock.forward(config.limits.order_hold + config.limits.payment_grace);
    care();
    BOOST_TEST(state(never) == "FAILED/NONE");
    BOOST_TEST(stock() == 1U);
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

BOOST_AUTO_TEST_CASE(refunds_in_parts_come_to_what_was_paid_and_never_more) {
    const auto order = paid(bea);
    const auto refund = [&](std::uint64_t minor) {
        return code(market::refund_order(connection, house, seller, order.id, minor));
    };
    BOOST_TEST(refund(0) == "refund_amount");
    BOOST_TEST(refund(1251) == "refund_amount");
    BOOST_TEST(refund(UINT64_MAX) == "refund_amount");
    BOOST_TEST(refund(1) == "done");
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    BOOST_TEST(balance(order_account(order)) == 1249);
    BOOST_TEST(refund(1250) == "refund_amount");
    BOOST_TEST(code(market::confirm_order(connection, house, bea, order.id)) == "done");
    BOOST_TEST(balance("fee") == 124, "the house keeps its part of what was kept");
    BOOST_TEST(balance(seller_account()) == 1125);
    BOOST_TEST(refund(1249) == "done");
    BOOST_TEST(state(order) == "REFUNDED/SETTLED");
    BOOST_TEST(refund(1) == "order_state");
    BOOST_TEST(balance("fee") == 0);
    BOOST_TEST(balance(seller_account()) == 0);
    BOOST_TEST(balance(buyer_account(bea)) == 1250);
    BOOST_TEST(faults() == "");
    care();
    BOOST_TEST(balance(buyer_account(bea)) == 0);
    BOOST_TEST(balance("provider:TEST") == 0);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(the_database_itself_refuses_to_give_back_more_than_was_paid) {
    const auto order = paid(bea);
    BOOST_CHECK_THROW(store::add_refunded(connection, order.id, 1251), db::Error);
}

BOOST_AUTO_TEST_CASE(a_refund_is_tried_until_it_is_known_to_be_sent_and_paid_once) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->report.standing = market::PaymentStanding::paid;
    BOOST_REQUIRE(!market::look_at_payment(connection, payments(), now(order)));
    BOOST_REQUIRE(market::refund_order(connection, house, seller, order.id, 1250).ok());
    const auto refund = [&] { return store::refunds_of(connection, order.id).at(0); };
    scripted->away = market::NoAnswer{.fault = market::Fault::unknown, .reason = "no answer"};
    care();
    BOOST_TEST((refund().status == store::RefundStatus::unknown));
    BOOST_TEST(balance(buyer_account(bea)) == 1250);
    // It had arrived all the same: the same name pays nothing twice, and a look in between makes no second refund of it.
    scripted->away = std::nullopt;
    scripted->refunds.insert("refund-" + std::to_string(refund().id.value) + "-" + order.once);
    scripted->report.refunded_minor = 1250;
    BOOST_REQUIRE(market::apply_report(connection, house, order.id, scripted->report).ok());
    BOOST_TEST(store::refunds_of(connection, order.id).size() == 1U);
    clock.forward(2h);
    care();
    BOOST_TEST((refund().status == store::RefundStatus::sent));
    BOOST_TEST(balance("provider:TEST") == 0);
    BOOST_TEST(balance(buyer_account(bea)) == 0);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(a_refund_that_is_refused_for_good_stays_visible_and_is_owed) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->report.standing = market::PaymentStanding::paid;
    BOOST_REQUIRE(!market::look_at_payment(connection, payments(), now(order)));
    BOOST_REQUIRE(market::refund_order(connection, house, seller, order.id, 250).ok());
    const auto id = store::due_refunds(connection, clock.now(), 1).at(0);
    scripted->away = market::NoAnswer{.fault = market::Fault::refused, .reason = "no"};
    BOOST_TEST(market::send_refund(connection, payments(), id));
    BOOST_TEST((store::find_refund(connection, id)->status == store::RefundStatus::failed));
    BOOST_TEST(balance(buyer_account(bea)) == 250);
    BOOST_TEST(store::due_refunds(connection, clock.now() + 24h * 365, 1).empty());
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(what_was_given_back_at_the_provider_by_hand_is_given_back_here_too) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->report.standing = market::PaymentStanding::paid;
    BOOST_REQUIRE(!market::look_at_payment(connection, payments(), now(order)));
    scripted->report.refunded_minor = 250;
    for (int i = 0; i < 2; ++i)
        BOOST_REQUIRE(market::apply_report(connection, house, order.id, scripted->report).ok());
    BOOST_TEST(now(order).refunded_minor == 250U);
    scripted->report.refunded_minor = 1250;
    BOOST_REQUIRE(market::apply_report(connection, house, order.id, scripted->report).ok());
    BOOST_TEST(state(order) == "REFUNDED/NONE");
    BOOST_TEST(balance("provider:TEST") == 0);
    BOOST_TEST(faults() == "");
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
    const auto pending = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), pending).ok());
    const auto held = paid(ben);
    const auto settled = paid(bea);
    BOOST_REQUIRE(market::confirm_order(connection, house, bea, settled.id).ok());
    db::transact(connection, [&](db::Connection& inside) {
        moderation::OwnEvents events;
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

BOOST_AUTO_TEST_CASE(a_notice_is_kept_once_and_leads_to_a_question) {
    use_script();
    const auto order = placed(bea);
    BOOST_REQUIRE(market::begin_payment(connection, payments(), order).ok());
    scripted->reference = now(order).reference;
    scripted->report.standing = market::PaymentStanding::paid;
    const auto tell = [&](const char* signature, const char* body) {
        const auto error = market::take_notice(
            connection, payments(), store::PaymentProvider::test,
            {.header = [=](std::string_view) { return std::string_view(signature); }, .body = body});
        return error ? std::string(base::wire_code(error->code)) : "kept";
    };
    BOOST_TEST(tell("bad", "e1") == "webhook_refused");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM payment_event") == 0U);
    BOOST_TEST(tell("good", "e1") == "kept");
    BOOST_TEST(tell("good", "e1") == "kept");
    BOOST_TEST(tell("good", "e2") == "kept");
    const auto follow = [&] {
        for (const auto& event : store::due_payment_events(connection, clock.now(), 10))
            market::follow_notice(connection, payments(), event);
    };
    follow();
    BOOST_TEST(state(order) == "COMPLETED/NONE");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM payment_event WHERE outcome = 'APPLIED'") == 2U);
    BOOST_TEST(balance("provider:TEST") == -1250);
    scripted->reference = "of nobody here";
    BOOST_TEST(tell("good", "e3") == "kept");
    for (int i = 0; i < 5; ++i) {
        follow();
        clock.forward(1h);
    }
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM payment_event WHERE outcome = 'NOTHING'") == 1U);
    BOOST_TEST((market::take_notice(connection, payments(), store::PaymentProvider::stripe, {})->code ==
                ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(the_check_of_the_ledger_finds_what_was_tampered_with) {
    const auto order = paid(bea);
    BOOST_REQUIRE(market::refund_order(connection, house, seller, order.id, 250).ok());
    BOOST_TEST(faults() == "");
    const auto broken_by = [&](const std::string& statement, const std::string& mend) {
        other.run(statement);
        auto found = faults();
        other.run(mend);
        return found;
    };
    BOOST_TEST(
        broken_by(
            "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE account LIKE 'order:%' AND amount_minor > 0",
            "UPDATE ledger_entry SET amount_minor = amount_minor - 1 WHERE account LIKE 'order:%' AND amount_minor > 0") !=
        "");
    BOOST_TEST(broken_by("UPDATE transaction SET refunded_minor = 0",
                         "UPDATE transaction SET refunded_minor = 250") != "");
    BOOST_TEST(broken_by("UPDATE transaction SET payment_status = 'FAILED'",
                         "UPDATE transaction SET payment_status = 'COMPLETED'") != "");
    BOOST_TEST(broken_by("UPDATE refund SET status = 'SENT'", "UPDATE refund SET status = 'WAITING'") != "");
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_SUITE_END()
