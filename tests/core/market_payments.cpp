#include "tests/core/trade.h"

using namespace std::chrono_literals;
using base::ErrorCode;

BOOST_FIXTURE_TEST_SUITE(market_payments, support::Trade)

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
    const auto order = begun(bea);
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
    const auto order = begun(bea);
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
        const auto order = begun(bea);
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
    const auto order = begun(bea);
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
    const auto order = begun(bea);
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
    const auto order = begun(bea);
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
    const auto order = paid_by_script(bea);
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
    const auto order = paid_by_script(bea);
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
    const auto order = paid_by_script(bea);
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

BOOST_AUTO_TEST_CASE(what_was_given_back_by_hand_pays_first_for_a_refund_that_was_refused) {
    const auto order = paid_by_script(bea);
    BOOST_REQUIRE(market::refund_order(connection, house, seller, order.id, 300).ok());
    scripted->away = market::NoAnswer{.fault = market::Fault::refused, .reason = "no"};
    care();
    scripted->away = std::nullopt;
    scripted->report.refunded_minor = 350;
    for (int i = 0; i < 2; ++i)
        BOOST_REQUIRE(market::apply_report(connection, house, order.id, scripted->report).ok());
    const auto refunds = store::refunds_of(connection, order.id);
    BOOST_REQUIRE(refunds.size() == 2U);
    BOOST_TEST((refunds[0].status == store::RefundStatus::sent));
    BOOST_TEST(refunds[1].minor == 50U);
    BOOST_TEST(balance(buyer_account(bea)) == 0);
    BOOST_TEST(balance("provider:TEST") == -900);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(a_notice_waits_while_a_refund_hangs_in_the_air) {
    const auto order = paid_by_script(bea);
    BOOST_REQUIRE(market::refund_order(connection, house, seller, order.id, 300).ok());
    const auto id = store::due_refunds(connection, clock.now(), 1).at(0);
    store::set_refund_sending(connection, id, clock.now());
    scripted->reference = now(order).reference;
    const market::Notice notice{.header = [](std::string_view) { return "good"; }, .body = "event-1"};
    BOOST_REQUIRE(!market::take_notice(connection, payments(), store::PaymentProvider::test, notice));
    // Both were made there: the house's and somebody's.
    scripted->refunds.insert("refund-" + std::to_string(id.value) + "-" + order.once);
    scripted->report.refunded_minor = 500;
    const auto follow = [&] {
        for (const auto& event : store::due_payment_events(connection, clock.now(), 10))
            market::follow_notice(connection, payments(), event);
    };
    follow();
    BOOST_TEST(now(order).refunded_minor == 300U);
    BOOST_REQUIRE(market::send_refund(connection, payments(), id));
    clock.forward(2h);
    follow();
    BOOST_TEST(now(order).refunded_minor == 500U);
    BOOST_TEST(balance("provider:TEST") == -750);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(a_notice_is_kept_once_and_leads_to_a_question) {
    use_script();
    const auto order = begun(bea);
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
