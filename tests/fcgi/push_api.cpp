// Switching notifications of closed pages on and off by the JSON API.
#include "core/base/crypto.h"
#include "tests/fcgi/account_api.h"

using support::Api;
using support::contains;
using support::error_of;
using support::json;

namespace {

json offer(const std::string& endpoint = "https://push.example.org/v1/abc") {
    return {{"endpoint", endpoint},
            {"p256dh", base::to_base64url(push::P256Key::fresh().point())},
            {"auth", base::to_base64url(std::string(16, 'a'))}};
}

json state(Api& api) { return json::parse(api.browser.get("/api/push").body()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(push_api)

BOOST_AUTO_TEST_CASE(a_guest_switches_it_on_and_off) {
    Api api;
    api.browser.enter("Ana");
    BOOST_TEST((state(api) == json{{"key", api.house.services().push_keys.public_key()}, {"on", false}}));
    const auto answer = api.call("/api/push", offer());
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST((json::parse(answer.body()) == json{{"ok", true}}));
    BOOST_TEST(state(api).at("on") == true);
    BOOST_TEST(api.call("/api/push/off").status() == 200);
    BOOST_TEST(api.call("/api/push/off").status() == 200, "which may be said twice");
    BOOST_TEST(state(api).at("on") == false);
}

BOOST_AUTO_TEST_CASE(it_goes_with_the_page_in_the_visitors_language) {
    Api api;
    api.browser.enter("Ana");
    BOOST_TEST(api.browser
                   .post_raw("/api/push", offer().dump(), "application/json",
                             {{"HTTP_X_CSRF_TOKEN", api.browser.cookies["csrfToken"]},
                              {"HTTP_ACCEPT_LANGUAGE", "hi"}})
                   .status() == 200);
    auto row = api.house.connection().query("SELECT locale FROM push_subscription");
    BOOST_REQUIRE(row.next());
    BOOST_TEST(row.text(0) == "hi");
}

BOOST_AUTO_TEST_CASE(a_member_has_it_until_they_sign_out) {
    Api api;
    api.become_member();
    BOOST_TEST(api.call("/api/push", offer()).status() == 200);
    BOOST_TEST(state(api).at("on") == true);
    BOOST_TEST(api.call("/api/auth/logout").status() == 200);
    auto row = api.house.connection().query("SELECT COUNT(*) FROM push_subscription");
    BOOST_REQUIRE(row.next());
    BOOST_TEST(row.number(0) == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_no_address_out_in_the_internet_is_refused_in_words) {
    Api api;
    api.browser.enter("Ana");
    for (const char* endpoint :
         {"", "http://push.example.org/a", "https://127.0.0.1/a", "https://10.0.0.1/a"}) {
        const auto answer = api.call("/api/push", offer(endpoint));
        BOOST_TEST(answer.status() == 400, endpoint);
        BOOST_TEST(error_of(answer) == "Notifications cannot be sent to this browser.");
    }
    BOOST_TEST(api.call("/api/push", json::object()).status() == 400);
    BOOST_TEST(state(api).at("on") == false);
}

BOOST_AUTO_TEST_CASE(it_takes_a_session_and_the_token) {
    Api api;
    BOOST_TEST(api.browser.get("/api/push").status() == 401);
    BOOST_TEST(api.call("/api/push", offer()).status() == 401);
    api.browser.enter("Ana");
    BOOST_TEST(api.browser.post_raw("/api/push", offer().dump(), "application/json").status() == 403);
    BOOST_TEST(api.browser.post_raw("/api/push/off", "", "").status() == 403);
    BOOST_TEST(state(api).at("on") == false);
}

BOOST_AUTO_TEST_SUITE_END()
