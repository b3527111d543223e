// Who has switched notifications on, on which browser, and when that ends.
#include "core/push/subscribe.h"

#include <boost/test/unit_test.hpp>

#include "core/base/crypto.h"
#include "core/store/push_subscriptions.h"
#include "tests/core/member_house.h"

namespace {

using accounts::Session;

struct Ground : support::MemberGround {
    Ground() { config.push.private_key = std::string(32, 'k'); }
    push::Keys keys{{.private_key = std::string(32, 'k'), .contact = ""}};
    push::House pushes{clock, config, keys};
    const std::string point = base::to_base64url(push::P256Key::fresh().point());
    const std::string auth = base::to_base64url(std::string(16, 'a'));

    std::string on(const Session& who, const std::string& endpoint) {
        return support::told(push::subscribe(
            connection, pushes, who, {.endpoint = endpoint, .p256dh = point, .auth = auth, .locale = "de"}));
    }
    bool is_on(const Session& who) { return store::has_push_subscription(connection, who.key); }
    std::uint64_t rows() { return support::count(connection, "SELECT COUNT(*) FROM push_subscription"); }
    Session new_member(const std::string& number) {
        return session_of(member(number, "a long and lovely phrase"));
    }
    Session again(const std::string& number) {
        return session_of(*sign_in(number, "a long and lovely phrase").value().keys);
    }
};

constexpr const char* ana = "+12024561111";
constexpr const char* address = "https://push.example.org/v1/abc";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(push_subscribe, Ground)

BOOST_AUTO_TEST_CASE(a_browser_is_stored_so_that_the_database_does_not_tell_where_it_is) {
    const auto who = guest("Ana");
    BOOST_TEST(!is_on(who));
    BOOST_TEST(on(who, address) == "ok");
    BOOST_TEST(is_on(who));
    auto row = connection.query("SELECT sealed, endpoint_hash, locale FROM push_subscription");
    BOOST_REQUIRE(row.next());
    BOOST_TEST(row.text(0).find("example") == std::string::npos);
    BOOST_TEST(row.text(1) != base::sha256(address), "nor by trying addresses");
    BOOST_TEST(row.text(2) == "de");
    BOOST_TEST(keys.open(row.text(0))->endpoint == address);
    push::unsubscribe(connection, who);
    BOOST_TEST(!is_on(who));
}

BOOST_AUTO_TEST_CASE(what_a_client_makes_up_is_refused) {
    const auto who = guest("Ana");
    const auto with = [&](std::string_view endpoint, std::string_view p256dh, std::string_view secret) {
        return support::told(
            push::subscribe(connection, pushes, who,
                            {.endpoint = endpoint, .p256dh = p256dh, .auth = secret, .locale = "en"}));
    };
    BOOST_TEST(with(address, point, auth) == "ok");
    std::string beside = base::from_base64url(point).value();
    beside.back() = static_cast<char>(beside.back() ^ 1);
    BOOST_TEST(with("", point, auth) == "push_invalid");
    BOOST_TEST(with("http://push.example.org/v1/abc", point, auth) == "push_invalid");
    BOOST_TEST(with("https://127.0.0.1/v1/abc", point, auth) == "push_invalid");
    BOOST_TEST(with("https://push.example.org/" + std::string(1000, 'x'), point, auth) == "push_invalid");
    BOOST_TEST(with(address, base::to_base64url(beside), auth) == "push_invalid");
    BOOST_TEST(with(address, "", auth) == "push_invalid");
    BOOST_TEST(with(address, "!", auth) == "push_invalid");
    BOOST_TEST(with(address, point, base::to_base64url(std::string(15, 'a'))) == "push_invalid");
    BOOST_TEST(with(address, point, base::to_base64url(std::string(17, 'a'))) == "push_invalid");
    BOOST_TEST(with(address, point, "") == "push_invalid");
    BOOST_TEST(rows() == 1U);
    config.push.local_endpoints = true;
    BOOST_TEST(with("http://127.0.0.1:9/abc", point, auth) == "ok", "a test that says so");
}

BOOST_AUTO_TEST_CASE(a_session_has_one_browser_and_a_browser_one_session) {
    const auto one = guest("Ana");
    const auto other = guest("Bob");
    BOOST_TEST(on(one, address) == "ok");
    BOOST_TEST(on(one, "https://push.example.org/v1/moved") == "ok");
    BOOST_TEST(rows() == 1U);
    BOOST_TEST(on(other, "https://push.example.org/v1/moved") == "ok");
    BOOST_TEST(rows() == 1U, "it is the other's now");
    BOOST_TEST(!is_on(one));
    BOOST_TEST(is_on(other));
}

BOOST_AUTO_TEST_CASE(of_many_browsers_the_oldest_gives_way) {
    config.limits.push_subscriptions = 2;
    const auto first = new_member(ana);
    const auto second = again(ana);
    const auto third = again(ana);
    for (const auto* who : {&first, &second, &third})
        BOOST_TEST(on(*who, address + std::to_string(who->key.number)) == "ok");
    BOOST_TEST(!is_on(first));
    BOOST_TEST(is_on(second));
    BOOST_TEST(is_on(third));
}

BOOST_AUTO_TEST_CASE(it_ends_with_the_session) {
    const auto visitor = guest("Bob");
    const auto gone = guest("Zoe");
    const auto here = new_member(ana);
    const auto there = again(ana);
    for (const auto* who : {&visitor, &gone, &here, &there})
        BOOST_TEST(on(*who, address + std::to_string(who->participant.id.value * 100 + who->key.number)) ==
                   "ok");
    accounts::leave(connection, clock, hints, visitor);
    BOOST_TEST(!is_on(visitor));
    clock.forward(config.limits.guest_session);
    store::end_expired_temp_sessions(connection, clock.now(), 10);
    BOOST_TEST(!is_on(gone));
    BOOST_TEST(is_on(here));
    store::end_member_session(connection, base::SessionId{here.key.number}, clock.now());
    BOOST_TEST(!is_on(here));
    BOOST_TEST(is_on(there));
    store::end_member_sessions(connection, *there.user, std::nullopt, clock.now());
    BOOST_TEST(rows() == 0U);
}

BOOST_AUTO_TEST_CASE(it_is_forgotten_with_a_session_that_ran_out) {
    const auto who = new_member(ana);
    BOOST_TEST(on(who, address) == "ok");
    clock.forward(std::chrono::hours{48});
    BOOST_TEST(store::forget_member_sessions(connection, clock.now(), 10) == 1U);
    BOOST_TEST(rows() == 0U);
}

BOOST_AUTO_TEST_CASE(the_member_can_take_along_which_browsers_and_have_them_forgotten) {
    const auto who = new_member(ana);
    BOOST_TEST(on(who, address) == "ok");
    const auto data = accounts::download_data(connection, house, who, "a long and lovely phrase");
    BOOST_REQUIRE(data.ok());
    BOOST_TEST(data->find(R"("device": "Test/1.0",
      "since": "2026-01-01T12:00:00.000Z")") != std::string::npos,
               *data);
    BOOST_TEST(data->find("example.org") == std::string::npos);
    BOOST_TEST(!accounts::delete_account(connection, house, who, "a long and lovely phrase").has_value());
    BOOST_TEST(rows() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
