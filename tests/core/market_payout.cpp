#include "core/market/payout.h"

#include "core/accounts/keyring.h"
#include "tests/core/trade.h"

namespace {

struct Payday : support::Trade {
    Payday() {
        config.phone_keys.current = std::string(32, 'k');
        item = list_item(0);
        config.limits.orders = 100;
    }
    accounts::Keyring keyring() { return accounts::Keyring(config); }
    void earn(unsigned orders) {
        for (unsigned i = 0; i < orders; ++i)
            BOOST_REQUIRE(market::confirm_order(connection, house, bea, paid(bea).id).ok());
    }
    void go_to(const std::string& address) {
        BOOST_REQUIRE(!market::set_payout_address(connection, house, keyring(), seller, address));
    }
    std::vector<market::PaidOut> pay(const std::string& run) {
        return market::run_payouts(connection, house, keyring(), log, run);
    }
    const std::string first = std::string(32, '1');
    const std::string second = std::string(32, '2');
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_payout, Payday)

BOOST_AUTO_TEST_CASE(what_is_a_sellers_is_paid_once_however_often_a_run_is_begun_again) {
    earn(2);
    go_to(" Sal, DE89 3704 0044 0532 0130 00 ");
    const auto paid_out = pay(first);
    BOOST_REQUIRE(paid_out.size() == 1U);
    BOOST_TEST(paid_out.front().amount.minor == 2250U);
    BOOST_TEST(paid_out.front().address == "Sal, DE89 3704 0044 0532 0130 00");
    BOOST_TEST(pay(first).empty());
    BOOST_TEST(pay(second).empty());
    BOOST_TEST(balance(seller_account()) == 0);
    BOOST_TEST(balance("paid_out") == 2250);
    BOOST_TEST(audit_rows("action = 'market.payout'") == 1U);
    earn(2);
    BOOST_TEST(pay(first).empty(), "a run pays a seller once in each currency, whatever came in after it");
    BOOST_TEST(pay(second).size() == 1U);
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(nothing_goes_nowhere_and_little_waits) {
    earn(2);
    BOOST_TEST(pay(first).empty(), "nobody has said where to");
    go_to("a wallet");
    config.limits.payout_least = 2251;
    BOOST_TEST(pay(first).empty());
    config.limits.payout_least = 2250;
    BOOST_TEST(pay(first).size() == 1U);
}

BOOST_AUTO_TEST_CASE(money_of_open_orders_is_not_paid_out_and_a_refund_after_it_is_owed) {
    const auto open = paid(bea);
    go_to("a wallet");
    config.limits.payout_least = 1;
    BOOST_TEST(pay(first).empty());
    BOOST_REQUIRE(market::confirm_order(connection, house, bea, open.id).ok());
    BOOST_TEST(pay(first).size() == 1U);
    BOOST_REQUIRE(market::refund_order(connection, house, seller, open.id, 1250).ok());
    BOOST_TEST(balance(seller_account()) == -1125);
    BOOST_TEST(pay(second).empty());
    BOOST_TEST(faults() == "");
}

BOOST_AUTO_TEST_CASE(where_money_goes_lies_sealed_and_can_be_taken_back) {
    go_to("DE89 3704 0044 0532 0130 00");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM seller WHERE payout_ciphertext LIKE '%3704%'") ==
               0U);
    BOOST_TEST(market::payout_address(connection, keyring(), *seller.user) == "DE89 3704 0044 0532 0130 00");
    go_to("");
    BOOST_TEST(market::payout_address(connection, keyring(), *seller.user).empty());
    const auto refused = [&](const accounts::Session& who, const std::string& text) {
        const auto error = market::set_payout_address(connection, house, keyring(), who, text);
        return error ? std::string(base::wire_code(error->code)) : "kept";
    };
    BOOST_TEST(refused(seller, std::string(501, 'x')) == "payout_long");
    BOOST_TEST(refused(of_ann, "x") == "members_only");
}

BOOST_AUTO_TEST_CASE(a_run_without_a_proper_name_is_none) {
    BOOST_CHECK_THROW(pay("today"), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
