#include "core/accounts/sms.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/sms_post.h"

using std::chrono::hours;
using std::chrono::minutes;
using store::SmsStatus;

BOOST_FIXTURE_TEST_SUITE(sms, SmsPost)

BOOST_AUTO_TEST_CASE(one_phone_gets_a_few_a_day_whoever_asks) {
    BOOST_TEST(may_send(ann, "192.0.2.1"));
    BOOST_TEST(may_send(ann, "192.0.2.2"));
    const auto refusal = accounts::sms_refusal(connection, house, ann, "192.0.2.3");
    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST((refusal->code == base::ErrorCode::too_many_sms));
    BOOST_TEST((refusal->retry_after == base::Millis{hours{24}}));
    BOOST_TEST(may_send(bob, "192.0.2.3"), "another phone");
    clock.forward(hours{24});
    BOOST_TEST(may_send(ann, "192.0.2.3"), "the next day");
}

BOOST_AUTO_TEST_CASE(one_address_asks_for_a_few_a_day_whatever_the_phone) {
    for (int i = 0; i < 4; ++i) BOOST_TEST(may_send(stranger(), "192.0.2.1"));
    BOOST_TEST(!may_send(stranger(), "192.0.2.1"));
    BOOST_TEST(may_send(stranger(), "192.0.2.2"));
}

BOOST_AUTO_TEST_CASE(an_ipv6_network_is_one_address) {
    for (const char* address : {"2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::", "2001:db8::3"})
        BOOST_TEST(may_send(stranger(), address));
    BOOST_TEST(!may_send(stranger(), "2001:db8::4"));
    BOOST_TEST(may_send(stranger(), "2001:db8:0:1::1"));
}

BOOST_AUTO_TEST_CASE(the_house_sends_so_many_a_day_and_no_more) {
    for (int i = 0; i < 6; ++i) BOOST_TEST(may_send(stranger(), "192.0.2." + std::to_string(i)));
    BOOST_TEST(!may_send(stranger(), "192.0.2.100"));
    clock.forward(hours{24});
    BOOST_TEST(may_send(stranger(), "192.0.2.100"));
}

BOOST_AUTO_TEST_CASE(what_a_narrow_bound_refuses_costs_the_house_nothing) {
    BOOST_TEST(allowed(ann, "192.0.2.1") == 2);
    for (int i = 0; i < 20; ++i) BOOST_TEST(!may_send(ann, "192.0.2.1"));
    // Two are spent of the prefix's four, two of the house's six.
    for (int i = 0; i < 2; ++i) BOOST_TEST(may_send(stranger(), "192.0.2.1"));
    for (int i = 0; i < 20; ++i) BOOST_TEST(!may_send(stranger(), "192.0.2.1"));
    BOOST_TEST(may_send(stranger(), "192.0.2.2"));
    BOOST_TEST(may_send(stranger(), "192.0.2.3"));
    BOOST_TEST(!may_send(stranger(), "192.0.2.4"));
}

BOOST_AUTO_TEST_CASE(the_bounds_keep_no_phone_and_no_address) {
    may_send(ann, "192.0.2.1");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM rate_limit") == 3U);
    BOOST_TEST(
        support::count(
            connection,
            "SELECT COUNT(*) FROM rate_limit WHERE bucket LIKE '%2024561111%' OR bucket LIKE '%192.0.2%'") ==
        0U);
}

BOOST_AUTO_TEST_CASE(a_message_lies_sealed_in_the_outbox) {
    const auto id = queue(ann, "Your password: abc");
    const auto sms = row(id);
    BOOST_TEST((sms.status == SmsStatus::waiting));
    BOOST_TEST(sms.country == "US");
    BOOST_TEST(sms.attempts == 0U);
    BOOST_TEST((sms.created_at == clock.now()));
    BOOST_TEST((sms.next_attempt_at == clock.now()));
    BOOST_TEST((sms.expires_at == clock.now() + minutes{30}));
    BOOST_TEST(opened(sms.phone) == "+12024561111");
    BOOST_TEST(opened(sms.body) == "Your password: abc");
    BOOST_TEST(
        support::count(connection,
                       "SELECT COUNT(*) FROM sms_outbox WHERE CONCAT(phone_ciphertext, body_ciphertext) "
                       "LIKE '%2024561111%' OR body_ciphertext LIKE '%password%'") == 0U);
}

BOOST_AUTO_TEST_CASE(a_message_that_its_transaction_undid_is_not_there) {
    {
        db::Transaction transaction(connection);
        accounts::queue_sms(
            connection, house,
            {.user = std::nullopt, .phone = ann, .body = "x", .address = "", .expires_at = clock.now()});
    }
    BOOST_TEST(store::list_sms(connection, true, 10).empty());
}

BOOST_AUTO_TEST_SUITE_END()
