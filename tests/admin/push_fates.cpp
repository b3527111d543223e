// What becomes of a notification when a push service does not take it, or something comes in between.
#include <boost/test/unit_test.hpp>

#include "tests/admin/push_ground.h"

using namespace std::chrono_literals;
using support::Behaviour;
using support::taken;

BOOST_FIXTURE_TEST_SUITE(push_fates, support::PushGround)

BOOST_AUTO_TEST_CASE(a_browser_that_is_gone_is_forgotten) {
    for (const int status : {404, 410}) {
        service.serve({Behaviour::answer(status, "")});
        switch_on(bob, service.url() + "/again" + std::to_string(status));
        connection.execute("DELETE FROM push_subscription WHERE endpoint_hash = ?",
                           keys.hash(service.url() + "/bob"));
        say(ann, "@bob hello");
        run_after(settled);
        BOOST_TEST(browsers() == 0U);
        BOOST_TEST(waiting() == 0U);
    }
    BOOST_TEST(told() == 2U);
}

BOOST_AUTO_TEST_CASE(a_service_that_asks_for_patience_gets_it) {
    service.serve({Behaviour::answer(429, "", "Retry-After: 120\r\n"), taken});
    say(ann, "@bob hello");
    run_after(settled);
    run_after(118s);
    BOOST_TEST(told() == 1U);
    run_after(1s);
    BOOST_TEST(told() == 2U);
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_service_in_trouble_is_asked_again_more_and_more_seldom_and_then_no_more) {
    service.serve(std::vector<Behaviour>(6, Behaviour::answer(500, "")));
    say(ann, "@bob hello");
    run_after(settled);
    for (const auto pause : {30s, 120s, 480s, 1920s}) {
        const auto before = told();
        run_after(pause - 2s);
        BOOST_TEST(told() == before, pause.count());
        run_after(1s);
        BOOST_TEST(told() == before + 1, pause.count());
    }
    BOOST_TEST(waiting() == 0U, "given up");
    BOOST_TEST(browsers() == 1U);
}

BOOST_AUTO_TEST_CASE(without_an_answer_it_is_sent_again_under_the_same_topic) {
    service.serve({Behaviour::hang_up(), Behaviour::be_silent(), taken});
    say(ann, "@bob hello");
    run_after(settled);
    run_after(30s);
    run_after(10min);
    BOOST_REQUIRE(told() == 3U);
    for (const auto& request : service.requests())
        BOOST_TEST(request.headers.at("topic") == service.requests()[0].headers.at("topic"));
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_service_that_does_not_answer_holds_up_no_other) {
    const auto zoe = add("zoe");
    const auto eve = add("eve");
    const auto port_of = [](const std::string& url) { return url.substr(url.rfind(':')); };
    switch_on(zoe, service.url() + "/zoe");
    switch_on(eve, "http://localhost" + port_of(other_service.url()) + "/eve");
    service.serve({Behaviour::be_silent()});
    other_service.serve({taken});
    say(ann, "@bob @zoe @eve hello");
    run_after(settled);
    BOOST_TEST(told() == 1U, "the second of that service waits");
    BOOST_TEST(other_service.requests().size() == 1U);
    BOOST_TEST(waiting() == 2U);
    BOOST_TEST(support::count(other, "SELECT SUM(attempts) FROM push_delivery") == 1U);
    service.serve({taken, taken});
    run_after(1min);
    BOOST_TEST(told() == 3U);
}

BOOST_AUTO_TEST_CASE(what_a_service_refuses_is_not_sent_again_and_the_browser_stays) {
    service.serve({Behaviour::answer(413, "")});
    say(ann, "@bob hello");
    run_after(settled);
    run_after(1h);
    BOOST_TEST(told() == 1U);
    BOOST_TEST(waiting() == 0U);
    BOOST_TEST(browsers() == 1U);
}

BOOST_AUTO_TEST_CASE(what_comes_while_it_is_told_is_told_afterwards) {
    auto slow = taken;
    slow.meanwhile = [this] {
        // Through the connection of another program, as a sidecar would.
        auto post = by(ann, "meanwhile", "@bob one more");
        BOOST_REQUIRE(chat::post(other, house, post).ok());
    };
    service.serve({slow, taken});
    say(ann, "@bob hello");
    run_after(settled);
    BOOST_TEST(told() == 1U);
    BOOST_TEST(waiting() == 1U);
    run_after(settled);
    BOOST_TEST(told() == 2U);
    BOOST_TEST(waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_run_that_died_is_followed_by_another_attempt) {
    service.serve({taken});
    say(ann, "@bob hello");
    clock.forward(settled);
    const auto delivery = store::next_push(connection, clock.now());
    store::push_tried(connection, delivery->id, clock.now() + 30s);
    run();
    BOOST_TEST(told() == 0U);
    run_after(30s);
    BOOST_TEST(told() == 1U);
}

BOOST_AUTO_TEST_CASE(no_address_of_this_machine_is_called_unless_a_test_says_so) {
    service.serve({taken});
    say(ann, "@bob hello");
    config.push.local_endpoints = false;
    sender = std::make_unique<admin::PushJob>(config, keys, languages, patience);
    run_after(settled);
    BOOST_TEST(told() == 0U);
    BOOST_TEST(browsers() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
