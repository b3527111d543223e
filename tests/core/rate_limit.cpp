#include "core/accounts/rate_limit.h"

#include <boost/test/unit_test.hpp>
#include <future>

#include "core/store/rate_limits.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

using accounts::LimitRule;

namespace {

constexpr std::string_view key = "a key of the house";

struct Door {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Limits limits;

    Door() {
        limits.entries = 2;
        limits.entries_per = base::Millis{1000};
        limits.api_requests = 3;
    }
    accounts::Allowance enter(std::string_view address) {
        return accounts::use(connection, clock, limits, LimitRule::entry, address, key);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rate_limit, Door)

BOOST_AUTO_TEST_CASE(an_address_is_let_in_as_often_as_the_rule_says_and_again_when_the_window_is_over) {
    const auto first = enter("192.0.2.1");
    BOOST_TEST(first.allowed);
    BOOST_TEST(first.limit == 2U);
    BOOST_TEST(first.remaining == 1U);
    BOOST_TEST(first.reset_in.count() == 1000);
    clock.forward(base::Millis{400});
    BOOST_TEST(enter("192.0.2.1").allowed);
    const auto third = enter("192.0.2.1");
    BOOST_TEST(!third.allowed);
    BOOST_TEST(third.remaining == 0U);
    BOOST_TEST(third.reset_in.count() == 600);
    clock.forward(base::Millis{599});
    BOOST_TEST(!enter("192.0.2.1").allowed, "a millisecond early");
    clock.forward(base::Millis{1});
    const auto anew = enter("192.0.2.1");
    BOOST_TEST(anew.allowed);
    BOOST_TEST(anew.remaining == 1U);
    BOOST_TEST(anew.reset_in.count() == 1000);
}

BOOST_AUTO_TEST_CASE(addresses_and_rules_are_counted_apart) {
    for (int i = 0; i < 3; ++i) enter("192.0.2.1");
    BOOST_TEST(!enter("192.0.2.1").allowed);
    BOOST_TEST(enter("192.0.2.2").allowed);
    BOOST_TEST(accounts::use(connection, clock, limits, LimitRule::api, "192.0.2.1", key).remaining == 2U);
    BOOST_TEST(accounts::use(connection, clock, limits, LimitRule::none, "192.0.2.1", key).allowed);
}

BOOST_AUTO_TEST_CASE(the_table_does_not_show_addresses) {
    enter("192.0.2.1");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM rate_limit") == 1U);
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM rate_limit WHERE LOCATE('192.0', bucket) > 0") == 0U);
    accounts::use(connection, clock, limits, LimitRule::entry, "192.0.2.1", "another key");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM rate_limit") == 2U,
               "without the key an address cannot be recognised");
}

BOOST_AUTO_TEST_CASE(two_workers_together_let_no_more_in_than_one) {
    limits.entries = 50;
    const auto knock = [this](db::Connection& at) {
        int let_in = 0;
        for (int i = 0; i < 40; ++i)
            let_in += accounts::use(at, clock, limits, LimitRule::entry, "192.0.2.1", key).allowed ? 1 : 0;
        return let_in;
    };
    db::Connection second(settings);
    auto other = std::async(std::launch::async, [&] { return knock(second); });
    const int mine = knock(connection);
    const int together = mine + other.get();
    BOOST_TEST(together <= 50);
    BOOST_TEST(support::count(connection, "SELECT hits FROM rate_limit") == 80U);
}

BOOST_AUTO_TEST_CASE(windows_that_are_over_are_forgotten_a_few_at_a_time) {
    for (const char* address : {"a", "b", "c"}) enter(address);
    clock.forward(base::Millis{500});
    enter("late");
    clock.forward(base::Millis{500});
    BOOST_TEST(store::forget_old_windows(connection, clock.now(), 2) == 2U);
    BOOST_TEST(store::forget_old_windows(connection, clock.now(), 2) == 1U);
    BOOST_TEST(store::forget_old_windows(connection, clock.now(), 2) == 0U);
    BOOST_TEST(enter("late").remaining == 0U, "its window still runs");
}

BOOST_AUTO_TEST_SUITE_END()
