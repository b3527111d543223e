#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/chat/post.h"
#include "core/store/events.h"
#include "core/store/messages.h"
#include "tests/core/member_house.h"

namespace {

using namespace std::chrono_literals;
using support::told;

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";

struct Ground : support::MemberGround {
    // Says a line in en-all as this person.
    void say(const accounts::Session& session, const std::string& id) {
        const chat::House talk{clock, config};
        const auto lounge = store::find_lounge(connection, "en-all");
        (void)chat::post(connection, talk,
                         {.author = session.participant.id,
                          .age = session.age,
                          .lounge = lounge->id,
                          .client_id = id,
                          .body = "hi",
                          .reply_to = std::nullopt})
            .value();
    }
    std::string speakers() {
        const auto lounge = store::find_lounge(connection, "en-all");
        std::string text;
        for (const auto& message : store::messages_before(connection, lounge->id, 1'000'000, 50))
            text += message.author_name + (message.guest ? " (guest) " : " ");
        return text;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sign_in, Ground)

BOOST_AUTO_TEST_CASE(the_sms_password_is_good_once_and_must_be_replaced) {
    (void)sign_up(number);
    const auto password = sms_password();
    const auto first = sign_in("(202) 456-1111", password);
    BOOST_REQUIRE(first.ok());
    BOOST_TEST(first->must_change_password);
    BOOST_TEST(first->masked_phone.find("2024561111") == std::string::npos);
    const auto session = session_of(*first->keys);
    BOOST_TEST(told(accounts::door_refusal(session)) == "password_change_required");
    BOOST_TEST(told(sign_in(number, password)) == "invalid_credentials");
    BOOST_TEST(told(accounts::choose_password(connection, house, session, good)) == "ok");
    BOOST_TEST(told(accounts::door_refusal(session_of(*first->keys))) == "ok");
    BOOST_TEST(told(sign_in(number, good)) == "ok");
    BOOST_TEST(told(sign_in(number, password)) == "invalid_credentials");
}

BOOST_AUTO_TEST_CASE(the_sms_password_runs_out) {
    (void)sign_up(number);
    const auto password = sms_password();
    clock.forward(31min);
    BOOST_TEST(told(sign_in(number, password)) == "invalid_credentials");
}

BOOST_AUTO_TEST_CASE(two_sign_ins_at_once_use_it_once) {
    (void)sign_up(number);
    const auto password = sms_password();
    std::atomic<int> good_ones{0};
    {
        std::vector<std::jthread> browsers;
        for (int i = 0; i < 3; ++i) {
            browsers.emplace_back([&] {
                db::Connection own(settings);
                const auto outcome = accounts::sign_in(own, house,
                                                       {.phone = {.number = number, .country = ""},
                                                        .password = password,
                                                        .stay = false,
                                                        .device = device,
                                                        .guest = {}});
                if (outcome) ++good_ones;
            });
        }
    }
    BOOST_TEST(good_ones == 1);
}

BOOST_AUTO_TEST_CASE(wrong_ones_are_told_apart_by_nothing) {
    (void)member(number, good);
    for (const auto& [phone, password] : {std::pair{number, "another phrase"},
                                          {"+1 202-456-1999", good},
                                          {"+1 202-456-1999", "another phrase"},
                                          {"12", good}}) {
        BOOST_TEST(told(sign_in(phone, password)) == "invalid_credentials", phone << " " << password);
    }
    BOOST_TEST(told(sign_in("", good)) == "missing_credentials");
    BOOST_TEST(told(sign_in(number, "")) == "missing_credentials");
}

BOOST_AUTO_TEST_CASE(attempts_are_bounded_for_each_phone_known_or_not) {
    config.limits.attempts = 5;
    for (const char* phone : {"+1 202-456-1111", "+1 202-456-1999"}) {
        for (int i = 0; i < 5; ++i) BOOST_TEST(told(sign_in(phone, "wrong")) == "invalid_credentials");
        const auto refused = sign_in(phone, "wrong");
        BOOST_TEST(told(refused) == "too_many_attempts");
        BOOST_TEST(refused.error().retry_after.value().count() > 0);
    }
    clock.forward(16min);
    BOOST_TEST(told(sign_in(number, "wrong")) == "invalid_credentials");
}

BOOST_AUTO_TEST_CASE(a_guest_who_becomes_a_member_keeps_name_and_messages) {
    const auto ana = guest("Ana");
    say(ana, "one");
    BOOST_TEST(speakers() == "Ana (guest) ");
    (void)sign_up(number);
    const auto in = sign_in(number, sms_password(), ana);
    const auto session = session_of(*in.value().keys);
    BOOST_TEST(session.participant.name == "Ana");
    BOOST_TEST(session.participant.id.value == ana.participant.id.value);
    BOOST_TEST(speakers() == "Ana ");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM temp_session WHERE ended_at IS NULL") == 0U,
               "the guest's token opens nothing any more");
    const auto squatter = accounts::enter(connection, guest_tokens, clock, config.limits,
                                          {.name = "Аna" /* Cyrillic */, .age_category = "18+"});
    BOOST_TEST(told(squatter) == "name_taken");
    clock.forward(48h);
    (void)store::end_expired_temp_sessions(connection, clock.now(), 100);
    const auto late = accounts::enter(connection, guest_tokens, clock, config.limits,
                                      {.name = "ana", .age_category = "18+"});
    BOOST_TEST(told(late) == "name_taken", "also when the member is away");
}

BOOST_AUTO_TEST_CASE(a_guest_in_whose_browser_a_member_of_before_comes_in_is_left_behind) {
    (void)member(number, good);
    const auto ben = guest("Ben");
    say(ben, "one");
    const auto session = session_of(*sign_in(number, good, ben).value().keys);
    BOOST_TEST(session.participant.id.value != ben.participant.id.value);
    BOOST_TEST(speakers() == "Ben (guest) ");
    BOOST_TEST(told(accounts::enter(connection, guest_tokens, clock, config.limits,
                                    {.name = "Ben", .age_category = "18+"})) == "ok",
               "the name is free again");
}

BOOST_AUTO_TEST_CASE(a_strike_goes_with_the_person) {
    const auto ana = guest("Ana");
    connection.run("UPDATE participant SET muted_until = '2030-01-01'");
    (void)sign_up(number);
    const auto session = session_of(*sign_in(number, sms_password(), ana).value().keys);
    BOOST_TEST(session.participant.muted_until.has_value());
}

BOOST_AUTO_TEST_CASE(a_suspended_member_learns_it_only_with_the_right_password) {
    (void)member(number, good);
    connection.run("UPDATE user SET account_status = 'SUSPENDED'");
    BOOST_TEST(told(sign_in(number, "wrong")) == "invalid_credentials");
    BOOST_TEST(told(sign_in(number, good)) == "account_suspended");
}

BOOST_AUTO_TEST_SUITE_END()
