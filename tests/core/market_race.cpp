// Buying while others buy: real threads, each with a connection of its own.
#include <future>

#include "tests/core/trade.h"

BOOST_FIXTURE_TEST_SUITE(market_race, support::Trade)

BOOST_AUTO_TEST_CASE(of_fifty_buyers_of_one_piece_exactly_one_gets_it_and_the_others_are_told_so) {
    constexpr unsigned buyers = 50;
    item = list_item(1);
    std::vector<accounts::Session> people;
    std::vector<market::OrderWish> wishes;
    for (unsigned i = 0; i < buyers; ++i) {
        people.push_back(member("buyer" + std::to_string(i)));
        wishes.push_back(wish(item));
    }
    std::vector<std::future<std::string>> answers;
    for (unsigned i = 0; i < buyers; ++i) {
        answers.push_back(std::async(std::launch::async, [&, i] {
            db::Connection own(settings);
            return code(market::place_order(own, house, limits, people[i], wishes[i]));
        }));
    }
    unsigned placed = 0;
    unsigned sold_out = 0;
    for (auto& answer : answers) {
        const auto said = answer.get();
        if (said == "placed") ++placed;
        if (said == "item_sold_out") ++sold_out;
    }
    BOOST_TEST(placed == 1U);
    BOOST_TEST(sold_out == buyers - 1);
    BOOST_TEST(stock() == 0U);
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM transaction") == 1U);
}

// Also those who find the last piece gone: it went to themselves.
BOOST_AUTO_TEST_CASE(one_buyer_who_presses_twenty_times_at_once_has_one_order) {
    item = list_item(1);
    const auto wanted = wish(item);
    std::vector<std::future<std::uint64_t>> answers;
    for (unsigned i = 0; i < 20; ++i) {
        answers.push_back(std::async(std::launch::async, [&] {
            db::Connection own(settings);
            const auto order = market::place_order(own, house, limits, bea, wanted);
            return order ? order->id.value : 0;
        }));
    }
    std::set<std::uint64_t> orders;
    for (auto& answer : answers) orders.insert(answer.get());
    BOOST_TEST(orders.size() == 1U);
    BOOST_TEST(*orders.begin() != 0U);
    BOOST_TEST(stock() == 0U);
}

BOOST_AUTO_TEST_CASE(a_payment_told_of_by_ten_at_once_is_booked_once) {
    use_script();
    const auto order = begun(bea);
    const market::PaymentReport paid{.standing = market::PaymentStanding::paid, .paid = order.amount};
    std::vector<std::future<bool>> answers;
    for (unsigned i = 0; i < 10; ++i) {
        answers.push_back(std::async(std::launch::async, [&] {
            db::Connection own(settings);
            return market::apply_report(own, house, order.id, paid).ok();
        }));
    }
    for (auto& answer : answers) BOOST_TEST(answer.get());
    BOOST_TEST(balance("provider:TEST") == -1250);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(two_refunds_at_once_never_come_to_more_than_was_paid) {
    const auto order = paid(bea);
    std::vector<std::future<std::string>> answers;
    for (unsigned i = 0; i < 8; ++i) {
        answers.push_back(std::async(std::launch::async, [&] {
            db::Connection own(settings);
            return code(market::refund_order(own, house, seller, order.id, 500));
        }));
    }
    unsigned done = 0;
    for (auto& answer : answers) done += answer.get() == "done" ? 1 : 0;
    BOOST_TEST(done == 2U);
    BOOST_TEST(now(order).refunded_minor == 1000U);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_SUITE_END()
