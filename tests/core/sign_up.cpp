#include <boost/test/unit_test.hpp>

#include "tests/core/member_house.h"

namespace {

using namespace std::chrono_literals;
using support::told;

using Ground = support::MemberGround;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sign_up, Ground)

BOOST_AUTO_TEST_CASE(a_password_goes_out_by_sms_and_the_number_lies_sealed) {
    BOOST_TEST(told(sign_up("+1 202-456-1111")) == "ok");
    BOOST_TEST(sms_password().size() == 10U);
    auto rows =
        connection.query("SELECT phone_ciphertext, password_hash IS NULL, verified_at IS NULL FROM user");
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.text(0).find("2024561111") == std::string::npos);
    BOOST_TEST(rows.flag(1));
    BOOST_TEST(rows.flag(2));
}

BOOST_AUTO_TEST_CASE(one_number_written_differently_is_one_account) {
    BOOST_TEST(told(sign_up("+1 202-456-1111")) == "ok");
    for (const char* same :
         {"(202) 456-1111", "2024561111", "+12024561111", "001 202 456 1111", "٢٠٢٤٥٦١١١١"}) {
        const auto outcome = told(sign_up(same));
        BOOST_TEST((outcome == "user_exists" || std::string(same).starts_with("001")),
                   same << ": " << outcome);
    }
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM user") == 1U);
}

BOOST_AUTO_TEST_CASE(what_cannot_become_an_account_is_refused_with_its_reason) {
    const struct {
        const char* number;
        const char* birth_year;
        std::string first_name;
        const char* outcome;
    } cases[] = {
        {"", "1980", "Ana", "phone_required"},
        {"   ", "1980", "Ana", "phone_required"},
        {"12345", "1980", "Ana", "phone_invalid"},
        {"not a number", "1980", "Ana", "phone_invalid"},
        {"+7 912 345-67-89", "1980", "Ana", "phone_country"},
        {"+1 202-456-1111", "", "Ana", "birth_year_invalid"},
        {"+1 202-456-1111", "80", "Ana", "birth_year_invalid"},
        {"+1 202-456-1111", "19x0", "Ana", "birth_year_invalid"},
        {"+1 202-456-1111", "1799", "Ana", "birth_year_invalid"},
        {"+1 202-456-1111", "2027", "Ana", "birth_year_invalid"},
        {"+1 202-456-1111", "2009", "Ana", "too_young"},
        {"+1 202-456-1111", "1980", std::string(101, 'a'), "real_name_invalid"},
        {"+1 202-456-1111", "1980", "A\x01", "real_name_invalid"},
        {"+1 202-456-1111", "1980", "\xff", "real_name_invalid"},
        {"+1 202-456-1111", "2008", "", "ok"},  // the clock of these tests stands in 2026
    };
    for (const auto& c : cases) {
        auto request = form(c.number);
        request.birth_year = c.birth_year;
        request.first_name = c.first_name;
        BOOST_TEST(told(accounts::sign_up(connection, house, request)) == c.outcome,
                   c.number << " " << c.birth_year);
    }
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM sms_outbox") == 1U,
               "refused forms cost no SMS");
}

BOOST_AUTO_TEST_CASE(the_caps_on_sms_hold_for_a_phone_an_address_and_the_house) {
    config.limits.sms_per_prefix = 2;
    BOOST_TEST(told(sign_up("+1 202-456-1111")) == "ok");
    BOOST_TEST(told(sign_up("+1 202-456-1112")) == "ok");
    BOOST_TEST(told(sign_up("+1 202-456-1113")) == "too_many_sms");
    auto elsewhere = form("+1 202-456-1113");
    elsewhere.address = "198.51.100.9";
    BOOST_TEST(told(accounts::sign_up(connection, house, elsewhere)) == "ok");
    config.limits.sms_per_day = 4;
    elsewhere.phone.number = "+1 202-456-1114";
    BOOST_TEST(told(accounts::sign_up(connection, house, elsewhere)) == "ok");
    elsewhere.phone.number = "+1 202-456-1115";
    elsewhere.address = "198.51.100.77";
    BOOST_TEST(told(accounts::sign_up(connection, house, elsewhere)) == "too_many_sms");
    clock.forward(25h);
    BOOST_TEST(told(accounts::sign_up(connection, house, elsewhere)) == "ok");
}

BOOST_AUTO_TEST_CASE(an_account_nobody_came_in_to_is_forgotten_and_its_number_free) {
    (void)sign_up("+1 202-456-1111");
    clock.forward(25h);
    BOOST_TEST(store::forget_unverified_users(connection, clock.now() - config.limits.unverified_account,
                                              100) == 1U);
    BOOST_TEST(told(sign_up("+1 202-456-1111")) == "ok");
    (void)sign_in("+1 202-456-1111", sms_password());
    clock.forward(25h);
    BOOST_TEST(store::forget_unverified_users(connection, clock.now() - config.limits.unverified_account,
                                              100) == 0U);
}

BOOST_AUTO_TEST_CASE(a_change_of_keys_does_not_open_a_second_account_for_a_number) {
    (void)sign_up("+1 202-456-1111");
    base::Config next = config;
    next.phone_keys = {.current = "99999999999999998888888888888888", .previous = config.phone_keys.current};
    const accounts::Keyring changed(next);
    const accounts::MemberHouse later{sessions, changed, next, "key"};
    BOOST_TEST(told(accounts::sign_up(connection, later, form("+1 202-456-1111"))) == "user_exists");
    BOOST_TEST(told(accounts::sign_up(connection, later, form("+1 202-456-1112"))) == "ok");
    BOOST_TEST(told(sign_up("+1 202-456-1112")) == "user_exists",
               "a program that has the old keys still finds it");
}

BOOST_AUTO_TEST_SUITE_END()
