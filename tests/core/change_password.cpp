#include <boost/test/unit_test.hpp>

#include "tests/core/member_house.h"

namespace {

using support::told;

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";

struct Ground : support::MemberGround {
    accounts::Keys keys = member(number, good);

    std::string change(const std::string& phone, const std::string& current, const std::string& chosen) {
        return told(
            accounts::change_password(connection, house, session_of(keys),
                                      {.phone = accounts::TypedPhone{.number = phone, .country = "US"},
                                       .current = current,
                                       .chosen = chosen}));
    }
    std::string forget(const std::string& phone) {
        return told(accounts::send_password(connection, house,
                                            {.phone = {.number = phone, .country = "US"},
                                             .sms_text = [](std::string_view) { return "Password: {1}"; },
                                             .address = "192.0.2.1"}));
    }
    std::uint64_t sms() { return support::count(connection, "SELECT COUNT(*) FROM sms_outbox"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(change_password, Ground)

BOOST_AUTO_TEST_CASE(a_new_password_ends_every_other_session) {
    const auto elsewhere = *sign_in(number, good).value().keys;
    BOOST_TEST(change("2024561111", good, "quite another phrase") == "ok");
    BOOST_TEST(alive(keys));
    BOOST_TEST(!alive(elsewhere));
    BOOST_TEST(told(accounts::renew(connection, sessions, elsewhere.refresh, device)) == "invalid_session");
    BOOST_TEST(told(sign_in(number, good)) == "invalid_credentials");
    BOOST_TEST(told(sign_in(number, "quite another phrase")) == "ok");
}

BOOST_AUTO_TEST_CASE(refusals_change_nothing) {
    const struct {
        const char* phone;
        const char* current;
        const char* chosen;
        const char* outcome;
    } cases[] = {
        {number, "", "quite another phrase", "missing_fields"},
        {number, good, "", "missing_fields"},
        {"", good, "quite another phrase", "missing_fields"},
        {number, "wrong", "quite another phrase", "wrong_password"},
        {"+1 202-456-1999", good, "quite another phrase", "wrong_password"},
        {number, good, "short", "password_too_short"},
        {number, good, "password123", "password_common"},
        {number, good, good, "password_same"},
    };
    for (const auto& c : cases)
        BOOST_TEST(change(c.phone, c.current, c.chosen) == c.outcome, c.outcome << " " << c.chosen);
    BOOST_TEST(told(sign_in(number, good)) == "ok");
}

BOOST_AUTO_TEST_CASE(only_somebody_who_came_by_sms_chooses_without_the_old_one) {
    BOOST_TEST(told(accounts::choose_password(connection, house, session_of(keys), "quite another phrase")) ==
               "not_allowed");
}

BOOST_AUTO_TEST_CASE(a_forgotten_password_comes_by_sms_and_the_old_one_stays_good) {
    const auto before = sms();
    BOOST_TEST(forget("(202) 456-1111") == "ok");
    BOOST_TEST(sms() == before + 1);
    const auto once = sms_password();
    BOOST_TEST(told(sign_in(number, good)) == "ok", "nobody else can lock a member out");
    const auto in = sign_in(number, once);
    BOOST_REQUIRE(in.ok());
    BOOST_TEST(in->must_change_password);
    BOOST_TEST(told(sign_in(number, good)) == "invalid_credentials",
               "the old one ends when the SMS password is used");
    BOOST_TEST(told(accounts::choose_password(connection, house, session_of(*in->keys), once)) ==
               "password_same");
    BOOST_TEST(told(accounts::choose_password(connection, house, session_of(*in->keys),
                                              "quite another phrase")) == "ok");
    BOOST_TEST(told(sign_in(number, "quite another phrase")) == "ok");
}

BOOST_AUTO_TEST_CASE(a_number_without_an_account_gets_the_same_answer_and_no_sms) {
    const auto before = sms();
    BOOST_TEST(forget("+1 202-456-1999") == "ok");
    BOOST_TEST(sms() == before);
    connection.run("UPDATE user SET account_status = 'BANNED'");
    BOOST_TEST(forget(number) == "ok");
    BOOST_TEST(sms() == before);
}

BOOST_AUTO_TEST_SUITE_END()
