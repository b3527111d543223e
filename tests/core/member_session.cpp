#include "core/accounts/member_session.h"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/chat/notice.h"
#include "core/store/events.h"
#include "tests/core/member_house.h"

namespace {

using namespace std::chrono_literals;
using support::told;

struct Ground : support::MemberGround {
    accounts::Keys keys = member("+1 202-456-1111", "a long and lovely phrase");

    base::Result<accounts::Keys> renew(const std::string& token) {
        return accounts::renew(connection, sessions, token, device);
    }
    std::size_t ended_events() {
        std::size_t count = 0;
        for (const auto& event : store::events_after(connection, stream, 0, 1000))
            count += event.kind == chat::session_end_kind ? 1 : 0;
        return count;
    }
    base::StreamId stream = session_of(keys).stream;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(member_session, Ground)

BOOST_AUTO_TEST_CASE(a_rotation_gives_new_tokens_and_the_session_goes_on) {
    clock.forward(20min);
    BOOST_TEST(!alive(keys), "an access token is good for a quarter of an hour");
    const auto fresh = renew(keys.refresh);
    BOOST_REQUIRE(fresh.ok());
    BOOST_TEST(fresh->refresh != keys.refresh);
    BOOST_TEST(alive(*fresh));
    BOOST_TEST((session_of(*fresh).key == base::SessionKey{.member = true, .number = 1}));
    BOOST_TEST((fresh->refresh_expires_at - clock.now() > 23h));
}

BOOST_AUTO_TEST_CASE(two_tabs_that_refresh_at_once_get_the_same_successor) {
    clock.forward(20min);
    const auto first = renew(keys.refresh);
    clock.forward(29s);
    const auto second = renew(keys.refresh);
    BOOST_REQUIRE(first.ok());
    BOOST_REQUIRE(second.ok());
    BOOST_TEST(first->refresh == second->refresh);
    BOOST_TEST(alive(*second));
}

BOOST_AUTO_TEST_CASE(many_tabs_at_the_same_moment_all_get_it) {
    clock.forward(20min);
    std::vector<std::string> given(8);
    {
        std::vector<std::jthread> tabs;
        for (auto& one : given) {
            tabs.emplace_back([this, &one] {
                db::Connection own(settings);
                const auto outcome = accounts::renew(own, sessions, keys.refresh, device);
                one = outcome ? outcome->refresh : told(outcome);
            });
        }
    }
    for (const auto& one : given) BOOST_TEST(one == given.front());
    BOOST_TEST(renew(given.front()).ok());
}

BOOST_AUTO_TEST_CASE(a_token_replayed_after_its_grace_ends_the_session_for_both) {
    clock.forward(20min);
    const auto owner = renew(keys.refresh);
    clock.forward(31s);
    BOOST_TEST(told(renew(keys.refresh)) == "invalid_refresh_token");
    BOOST_TEST(!alive(*owner));
    BOOST_TEST(told(renew(owner->refresh)) == "invalid_session");
    BOOST_TEST(ended_events() == 1U, "its sockets hear it");
    BOOST_TEST(told(renew(keys.refresh)) == "invalid_session");
    BOOST_TEST(ended_events() == 1U);
}

BOOST_AUTO_TEST_CASE(a_token_two_rotations_old_has_no_grace) {
    const auto second = renew(keys.refresh);
    const auto third = renew(second->refresh);
    BOOST_REQUIRE(third.ok());
    BOOST_TEST(told(renew(keys.refresh)) == "invalid_refresh_token");
    BOOST_TEST(!alive(*third));
}

BOOST_AUTO_TEST_CASE(the_successor_is_the_same_across_a_change_of_secrets) {
    clock.forward(1min);
    const auto first = renew(keys.refresh);
    const accounts::MemberTokens changed(
        {.current = std::string(40, 'x') + "1", .previous = config.access_keys.current},
        {.current = std::string(40, 'y') + "2", .previous = config.refresh_keys.current});
    const accounts::SessionHouse later{changed, clock, config.limits, hints};
    const auto again = accounts::renew(connection, later, keys.refresh, device);
    BOOST_REQUIRE(again.ok());
    BOOST_TEST(again->refresh == first->refresh);
    const auto next = accounts::renew(connection, later, first->refresh, device);
    BOOST_REQUIRE(next.ok());
    BOOST_TEST(!member_tokens.verify_refresh(next->refresh, clock.now()).has_value(),
               "signed with the new key");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_renewed_says_why) {
    BOOST_TEST(told(renew("")) == "no_refresh_token");
    BOOST_TEST(told(renew("x.y.z")) == "invalid_refresh_token");
    BOOST_TEST(told(renew(keys.access)) == "invalid_refresh_token");
    clock.forward(25h);
    BOOST_TEST(told(renew(keys.refresh)) == "invalid_refresh_token", "run out");
}

BOOST_AUTO_TEST_CASE(the_status_of_account_and_person_is_asked_every_time) {
    for (const char* set :
         {"UPDATE user SET account_status = 'BANNED'", "UPDATE participant SET status = 'SUSPENDED'"}) {
        connection.run(set);
        BOOST_TEST(!alive(keys), set);
        BOOST_TEST(told(renew(keys.refresh)) == "banned");
        connection.run("UPDATE user SET account_status = 'ACTIVE'");
        connection.run("UPDATE participant SET status = 'ACTIVE'");
        BOOST_TEST(alive(keys));
    }
}

BOOST_AUTO_TEST_CASE(a_refresh_token_opens_a_socket_but_an_old_one_does_not) {
    const auto by_refresh = [&](const std::string& token) {
        return accounts::authenticate(connection, tokens, clock, {.refresh = token}).ok();
    };
    BOOST_TEST(by_refresh(keys.refresh));
    const auto fresh = renew(keys.refresh);
    BOOST_TEST(!by_refresh(keys.refresh));
    BOOST_TEST(by_refresh(fresh->refresh));
    BOOST_TEST(!accounts::authenticate(connection, tokens, clock, {.bearer = fresh->refresh}).ok());
}

BOOST_AUTO_TEST_CASE(a_session_ends_alone_and_the_others_together) {
    const auto second = *sign_in("+12024561111", "a long and lovely phrase").value().keys;
    const auto third = *sign_in("+12024561111", "a long and lovely phrase").value().keys;
    const auto user = *session_of(keys).user;
    BOOST_TEST(store::member_sessions(connection, user, clock.now()).size() == 3U);
    BOOST_TEST(
        accounts::end_session(connection, sessions, user, base::SessionId{session_of(second).key.number}));
    BOOST_TEST(!alive(second));
    BOOST_TEST(alive(third));
    BOOST_TEST(!accounts::end_session(connection, sessions, base::UserId{user.value + 1},
                                      base::SessionId{session_of(third).key.number}),
               "nobody ends the session of another");
    accounts::end_other_sessions(connection, sessions, user, base::SessionId{session_of(keys).key.number});
    BOOST_TEST(alive(keys));
    BOOST_TEST(!alive(third));
    BOOST_TEST(ended_events() == 2U);
}

BOOST_AUTO_TEST_CASE(a_place_is_only_part_of_an_address) {
    BOOST_TEST(accounts::place_of("203.0.113.7") == "203.0.113.*");
    BOOST_TEST(accounts::place_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2:*");
    BOOST_TEST(accounts::place_of("") == "*");
}

BOOST_AUTO_TEST_SUITE_END()
