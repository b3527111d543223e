#include "admin/sms_job.h"

#include <boost/test/unit_test.hpp>

#include "tests/admin/sms_carrier.h"

using std::chrono::minutes;
using std::chrono::seconds;
using store::SmsStatus;
using support::Behaviour;

BOOST_FIXTURE_TEST_SUITE(sms_job, SmsCarrier)

BOOST_AUTO_TEST_CASE(what_waits_is_sent_once_and_emptied) {
    const auto first = queue();
    const auto second = queue("+12024562222", "another");
    twilio.serve({accept("SM1"), accept("SM2")});
    run();
    const auto asked = twilio.requests();
    BOOST_REQUIRE(asked.size() == 2U);
    BOOST_TEST(asked[0].path == "/2010-04-01/Accounts/AC1/Messages.json");
    BOOST_TEST(asked[0].body == "To=%2B12024561111&From=%2B15005550006&Body=Your%20password%3A%20abc");
    BOOST_TEST(asked[1].body == "To=%2B12024562222&From=%2B15005550006&Body=another");
    BOOST_TEST(row(first).reference == "SM1");
    BOOST_TEST(row(second).reference == "SM2");
    BOOST_TEST(is(first, SmsStatus::sent));
    BOOST_TEST(row(first).phone.text.empty());
    run_after(tick);
    BOOST_TEST(twilio.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_message_is_marked_before_it_is_sent) {
    const auto id = queue();
    std::string status;
    twilio.serve({accept("SM1", [&] { status = status_now(id); })});
    run();
    BOOST_TEST(status == "SENDING", "another connection sees it: it is committed");
    BOOST_TEST(is(id, SmsStatus::sent));
}

BOOST_AUTO_TEST_CASE(a_provider_in_trouble_is_asked_again_later) {
    const auto id = queue();
    twilio.serve({Behaviour::answer(500, R"({"code": 20500})"), accept("SM1")});
    run();
    BOOST_TEST(is(id, SmsStatus::waiting));
    BOOST_TEST(row(id).last_error == "Twilio answered 500, code 20500");
    BOOST_TEST((row(id).next_attempt_at == clock.now() + seconds{30}));
    run_after(seconds{30} - base::Millis{1});
    BOOST_TEST(twilio.requests().size() == 1U);
    run_after(tick);
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(row(id).attempts == 2U);
    BOOST_TEST(twilio.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(without_an_answer_nobody_knows_and_it_is_not_sent_again) {
    const auto silent = queue();
    twilio.serve({Behaviour::be_silent(), Behaviour::hang_up()});
    run();
    BOOST_TEST(is(silent, SmsStatus::unknown));
    BOOST_TEST(row(silent).last_error.starts_with("no answer from Twilio: "));
    const auto reset = queue();
    run_after(tick);
    BOOST_TEST(is(reset, SmsStatus::unknown));
    run_after(seconds{50});
    BOOST_TEST(twilio.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_provider_that_cannot_be_reached_costs_an_attempt_and_no_message) {
    const support::RefusingPort nobody;
    config.twilio.api_url = nobody.url();
    const auto id = queue();
    run();
    BOOST_TEST(is(id, SmsStatus::waiting));
    BOOST_TEST(row(id).last_error.starts_with("Twilio was not reached: "));
    const support::SilentPort unreachable;
    config.twilio.api_url = unreachable.url();
    run_after(seconds{30});
    BOOST_TEST(is(id, SmsStatus::waiting), "a time-out before anything was sent");
    BOOST_TEST(row(id).last_error.starts_with("Twilio was not reached: "));
    config.twilio.api_url = twilio.url();
    twilio.serve({accept("SM1")});
    run_after(minutes{2});
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(row(id).attempts == 3U);
}

BOOST_AUTO_TEST_CASE(a_provider_that_asks_for_patience_gets_it_from_every_message) {
    const auto first = queue();
    const auto second = queue("+12024562222");
    twilio.serve(
        {Behaviour::answer(429, R"({"code": 20429})", "Retry-After: 60\r\n"), accept("SM2"), accept("SM1")});
    run();
    BOOST_TEST(twilio.requests().size() == 1U, "the others wait as well");
    BOOST_TEST(is(first, SmsStatus::waiting));
    BOOST_TEST((row(first).next_attempt_at == clock.now() + seconds{60}));
    BOOST_TEST(row(second).attempts == 0U);
    run_after(seconds{59});
    BOOST_TEST(twilio.requests().size() == 1U);
    run_after(tick);
    BOOST_TEST(is(second, SmsStatus::sent));
    BOOST_TEST(is(first, SmsStatus::sent));
}

BOOST_AUTO_TEST_CASE(a_message_that_is_refused_for_good_holds_up_no_other) {
    const auto bad = queue();
    const auto good = queue("+12024562222");
    twilio.serve(
        {Behaviour::answer(400, R"({"code": 21211, "message": "+12024561111 is no number", "status": 400})"),
         accept("SM2")});
    run();
    BOOST_TEST(is(bad, SmsStatus::failed));
    BOOST_TEST(row(bad).last_error == "Twilio answered 400, code 21211");
    BOOST_TEST(is(good, SmsStatus::sent));
    run_after(minutes{1});
    BOOST_TEST(twilio.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_last_attempt_ends_it) {
    const auto id = queue();
    connection.run("UPDATE sms_outbox SET attempts = 9");
    twilio.serve({Behaviour::answer(503, "")});
    run();
    BOOST_TEST(is(id, SmsStatus::failed));
    BOOST_TEST(row(id).last_error == "given up; Twilio answered 503");
}

BOOST_AUTO_TEST_CASE(a_message_whose_key_is_gone_is_failed_and_nothing_is_sent) {
    const auto id = queue();
    connection.run("UPDATE sms_outbox SET phone_key_id = phone_key_id + 1");
    run();
    BOOST_TEST(is(id, SmsStatus::failed));
    BOOST_TEST(twilio.requests().empty());
}

BOOST_AUTO_TEST_CASE(without_twilio_messages_wait_for_the_operator) {
    config.twilio = {};
    const auto id = queue();
    const auto abandoned = queue();
    connection.run("UPDATE sms_outbox SET status = 'SENDING' WHERE id = " + std::to_string(abandoned.value));
    run();
    BOOST_TEST(is(id, SmsStatus::waiting));
    BOOST_TEST(row(id).attempts == 0U);
    BOOST_TEST(is(abandoned, SmsStatus::unknown));
}

BOOST_AUTO_TEST_CASE(what_is_of_no_use_any_more_is_emptied_and_later_deleted_by_a_job_of_its_own) {
    const auto id = queue();
    const auto clean_up = [&] {
        const auto jobs = admin::house_jobs();
        for (const auto& job : jobs) store::ensure_job(connection, job.name, clock.now());
        admin::run_due_jobs(connection, clock, jobs, "one");
    };
    clean_up();
    BOOST_TEST(is(id, SmsStatus::waiting));
    clock.forward(minutes{30});
    clean_up();
    BOOST_TEST(is(id, SmsStatus::failed));
    BOOST_TEST(row(id).last_error == "expired");
    BOOST_TEST(row(id).phone.text.empty());
    clock.forward(std::chrono::days{90});
    clean_up();
    BOOST_TEST(store::list_sms(observer, true, 10).empty());
}

BOOST_AUTO_TEST_SUITE_END()
